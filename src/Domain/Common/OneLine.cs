using System.Globalization;
using System.Text;

namespace ChatAi.Domain.Common;

/// <summary>
/// Text from outside as one line that says what is in it: what would end the line, move the cursor, turn the direction of the text or
/// not be seen at all is written as <c>\u000A</c>.
/// </summary>
public static class OneLine
{
    /// <param name="max">The most characters of the result; what is longer ends in an ellipsis.</param>
    public static string Of(string? text, int max)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder();
        foreach (var c in text)
        {
            if (line.Length > max) break;
            if (IsShown(c)) line.Append(c);
            else line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }

        return line.Length <= max ? line.ToString() : $"{line.ToString(0, max - 1)}…";
    }

    // Two halves of a character beyond the first 65,536 could be cut apart by the limit, and no name in here needs one.
    private static bool IsShown(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
