using System.Globalization;
using System.Text;

namespace ChatAi.Domain.Common;

/// <summary>Untrusted text as one line: characters that are invisible or change the layout are written as <c>\u000A</c>.</summary>
public static class OneLine
{
    /// <param name="max">Of the result; longer text ends in an ellipsis.</param>
    public static string Of(string? text, int max)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder();
        foreach (var c in text)
        {
            if (line.Length > max) break;
            if (IsPrintable(c)) line.Append(c);
            else line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }

        return line.Length <= max ? line.ToString() : $"{line.ToString(0, max - 1)}…";
    }

    // Surrogates too, because the limit could split a pair.
    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
