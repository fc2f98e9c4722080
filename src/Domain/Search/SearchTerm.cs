namespace ChatAi.Domain.Search;

/// <summary>A word or a phrase that is searched for.</summary>
/// <param name="IsPrefix">Whether its last word may go on.</param>
public sealed record SearchTerm(IReadOnlyList<SearchToken> Tokens, bool IsPrefix)
{
    // One letter begins too many words.
    private const int MinPrefixLength = 2;

    /// <returns>The words and pairs of characters to find one behind the other in the index. They have letters and digits
    /// only.</returns>
    public IReadOnlyList<string> IndexedTokens
    {
        get
        {
            var tokens = SearchTokens.Indexed(Tokens).ToList();
            if (Tokens[^1].Continues) tokens.RemoveAt(tokens.Count - 1);
            return tokens;
        }
    }

    /// <summary>Whether the last of <see cref="IndexedTokens"/> is only the beginning of what is in the index.</summary>
    public bool EndsOpen => Tokens[^1] is { IsCharacter: true, Continues: false }
        || (IsPrefix && !Tokens[^1].IsCharacter && Tokens[^1].Text.Length >= MinPrefixLength);

    /// <returns>Null if the text says nothing that can be found.</returns>
    internal static SearchTerm? Of(string text, bool isPrefix)
    {
        var tokens = SearchTokens.Of(text);
        return tokens.Count == 0 ? null : new SearchTerm(tokens, isPrefix);
    }

    /// <returns>Whether a text has it at this token.</returns>
    internal bool IsAt(IReadOnlyList<SearchToken> text, int place)
    {
        if (place + Tokens.Count > text.Count) return false;
        for (var i = 0; i < Tokens.Count; i++)
        {
            var (sought, found) = (Tokens[i], text[place + i]);
            if (i > 0 && sought.Continues != found.Continues) return false;
            var isOpen = i == Tokens.Count - 1 && EndsOpen && !sought.IsCharacter;
            if (isOpen ? !found.Text.StartsWith(sought.Text, StringComparison.Ordinal) : found.Text != sought.Text) return false;
        }

        return true;
    }
}
