using System.Text;

namespace ChatAi.Domain.Search;

/// <summary>Divides texts into what is searched for. Index, queries and highlighting all use it, and so agree.</summary>
public static class SearchTokens
{
    /// <summary>Increase it with every change of the tokens: the index is then built again, since a text can only be removed from it as
    /// it was added.</summary>
    public const int Version = 1;

    /// <summary>Of what is longer, such as encoded data, the beginning counts.</summary>
    public const int MaxLength = 64;

    public static IReadOnlyList<SearchToken> Of(string text)
    {
        var tokens = new List<SearchToken>();
        var word = new StringBuilder();
        var start = 0;
        var lastCharacterEnd = -1;
        for (var index = 0; index < text.Length;)
        {
            // A lone half of a surrogate pair separates words, like U+FFFD.
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            var before = word.Length;
            if (before == 0) start = index;
            var isOfWord = SearchLetters.Append(rune, word);
            index += length;
            if (!isOfWord)
            {
                AddWord(index - length);
            }
            else if (word.Length > before && SearchLetters.IsWithoutSpaces(rune))
            {
                var character = word.ToString(before, word.Length - before);
                word.Length = before;
                AddWord(index - length);
                tokens.Add(new SearchToken(character, index - length, length, IsCharacter: true, lastCharacterEnd == index - length));
                lastCharacterEnd = index;
            }
            else if (word.Length == before && before == 0 && lastCharacterEnd == index - length)
            {
                // An accent behind a character belongs to it.
                lastCharacterEnd = index;
            }
        }

        AddWord(text.Length);
        return tokens;

        void AddWord(int end)
        {
            if (word.Length == 0) return;
            var isLong = word.Length > MaxLength;
            var cut = isLong && char.IsHighSurrogate(word[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
            var letters = isLong ? word.ToString(0, cut) : word.ToString();
            tokens.Add(new SearchToken(letters, start, end - start, IsCharacter: false, Continues: false));
            word.Clear();
        }
    }

    /// <returns>What the index stores: words, and pairs of characters, separated by spaces. A character that no other one follows stands
    /// alone, so that each can be found by its beginning.</returns>
    public static string ToIndexText(string text) => string.Join(' ', Indexed(Of(text)));

    internal static IEnumerable<string> Indexed(IReadOnlyList<SearchToken> tokens) => tokens.Select((token, place) =>
        place + 1 < tokens.Count && tokens[place + 1].Continues ? token.Text + tokens[place + 1].Text : token.Text);
}
