namespace ChatAi.Domain.Search;

/// <summary>A word or a quoted phrase, as typed.</summary>
/// <param name="IsLast">Whether it may still be growing.</param>
internal sealed record SearchItem(string Text, bool IsQuoted, bool IsExcluded, bool IsLast)
{
    private const string Quotes = "\"“”„‟«»";

    public static IEnumerable<SearchItem> Split(string text)
    {
        var index = 0;
        while (true)
        {
            while (index < text.Length && char.IsWhiteSpace(text[index])) index++;
            if (index == text.Length) yield break;

            var isExcluded = text[index] == '-' && index + 1 < text.Length && !char.IsWhiteSpace(text[index + 1]);
            if (isExcluded) index++;
            var isQuoted = Quotes.Contains(text[index]);
            if (isQuoted) index++;
            var end = index;
            while (end < text.Length && !Ends(text[end], isQuoted)) end++;

            // A phrase that is closed is complete.
            yield return new SearchItem(text[index..end], isQuoted, isExcluded, end == text.Length);
            index = isQuoted && end < text.Length ? end + 1 : end;
        }
    }

    private static bool Ends(char letter, bool isQuoted) => isQuoted ? Quotes.Contains(letter) : char.IsWhiteSpace(letter);
}
