using System.Text.RegularExpressions;

namespace ChatAi.Domain.Common;

/// <summary>Text of others as one line that shows what it is.</summary>
public static partial class PlainLine
{
    /// <returns>
    /// White space as single spaces, and U+FFFD for what would steer a terminal or turn the direction of what stands around it.
    /// </returns>
    public static string Of(string? text) =>
        Steering().Replace(string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), "\ufffd");

    /// <summary>The same for text whose spaces count.</summary>
    public static string Shown(string text) => Steering().Replace(text, "\ufffd");

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Steering();
}
