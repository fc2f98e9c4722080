using System.Text.RegularExpressions;

namespace ChatAi.Domain.Common;

public static partial class PlainLine
{
    /// <returns>White space as single spaces, and U+FFFD for what steers a terminal or changes the text direction.</returns>
    public static string Of(string? text) =>
        ControlCharacters().Replace(string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), "\ufffd");

    public static string Shown(string text) => ControlCharacters().Replace(text, "\ufffd");

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex ControlCharacters();
}
