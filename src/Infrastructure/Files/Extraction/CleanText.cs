using System.Text;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Text as a reader sees it: invisible characters, which can hide instructions from readers or reverse words, are
/// removed.</summary>
internal static class CleanText
{
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (IsLineEnd(c)) clean.Append('\n');
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                if (!IsTag(c, text[i + 1])) clean.Append(c).Append(text[i + 1]);
                i++;
            }
            else if (char.IsSurrogate(c)) clean.Append('\uFFFD');
            else if (!IsHidden(c) || IsJoinerOfScript(text, i)) clean.Append(c);
        }

        return clean.ToString().TrimEnd().TrimStart('\n');
    }

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029';

    // Letters that nothing shows, U+E0000 to U+E007F.
    private static bool IsTag(char high, char low) => high == '\uDB40' && low <= '\uDC7F';

    private static bool IsHidden(char c) => c switch
    {
        '\t' => false,
        '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF' => true,
        >= '\u200B' and <= '\u200F' => true,
        >= '\u202A' and <= '\u202E' => true,
        >= '\u2060' and <= '\u206F' => true,
        >= '\uFFF9' and <= '\uFFFB' => true,
        _ => char.IsControl(c),
    };

    // Persian, Indic scripts and emoji need them between their own characters.
    private static bool IsJoinerOfScript(string text, int i) =>
        text[i] is ZeroWidthNonJoiner or ZeroWidthJoiner
        && i > 0 && i + 1 < text.Length
        && IsOfScript(text[i - 1]) && IsOfScript(text[i + 1]);

    private static bool IsOfScript(char c) => c > '\u02FF' && !IsHidden(c) && !char.IsWhiteSpace(c) && !char.IsPunctuation(c);
}
