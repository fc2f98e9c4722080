using System.Text.RegularExpressions;

namespace ChatAi.OllamaSimulator;

/// <summary>Cuts text into pieces like those of a model: words with the space before them, long words in parts, punctuation.</summary>
internal static partial class Tokenizer
{
    public static IReadOnlyList<string> Split(string text) => [.. Piece().Matches(text).Select(match => match.Value)];

    public static int Count(string text) => Piece().Count(text);

    [GeneratedRegex(@" ?[\p{L}\p{M}]{1,8}| ?\d{1,3}|\s*\n+| ?(?:[^\s\p{L}\p{M}\d\uD800-\uDFFF]{1,4}|[\uD800-\uDBFF][\uDC00-\uDFFF])|\s+|.")]
    private static partial Regex Piece();
}
