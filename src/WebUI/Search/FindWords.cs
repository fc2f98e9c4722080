using System.Text;
using ChatAi.Domain.Search;

namespace ChatAi.WebUI.Search;

/// <summary>The words of a search for js/chat/hit-words.js: <c>budget</c>, <c>bud*</c> for what begins so, and <c>~東京</c> for characters
/// that may stand anywhere in a word.</summary>
internal static class FindWords
{
    /// <returns>Null without words.</returns>
    public static string? Of(string? find)
    {
        if (find is not { Length: > 0 and <= SearchQuery.MaxLength }) return null;
        var words = new StringBuilder();
        foreach (var term in SearchQuery.Parse(find).Terms)
        {
            foreach (var (place, token) in term.Tokens.Index())
            {
                if (!token.Continues) words.Append(token.IsCharacter ? " ~" : " ");
                words.Append(token.Text);
                if (!token.IsCharacter && term.EndsOpen && place == term.Tokens.Count - 1) words.Append('*');
            }
        }

        return words.Length == 0 ? null : words.ToString(1, words.Length - 1);
    }
}
