using System.Globalization;
using System.Text;
using ChatAi.Domain.Accounts;

namespace ChatAi.Domain.Search;

/// <summary>How letters are compared. Without ICU there is no normalization, so accents are in a table.</summary>
internal static class SearchLetters
{
    private static readonly Dictionary<char, string> Special = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['þ'] = "th",
        ['ð'] = "d",
        ['ı'] = "i",
        ['ς'] = "σ",
        ['ﬀ'] = "ff",
        ['ﬁ'] = "fi",
        ['ﬂ'] = "fl",
        ['ﬃ'] = "ffi",
        ['ﬄ'] = "ffl",
    };

    // Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer.
    private static readonly (int First, int Last)[] WithoutSpaces =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x31FF),
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFFDC), (0x1AFF0, 0x1B16F),
        (0x20000, 0x3FFFF),
    ];

    /// <summary>Appends a letter or digit as it is compared.</summary>
    /// <returns>False for what separates words. Accents belong to their word, and append nothing.</returns>
    public static bool Append(Rune rune, StringBuilder word)
    {
        if (rune.IsAscii)
        {
            if (!char.IsAsciiLetterOrDigit((char)rune.Value)) return false;
            word.Append(char.ToLowerInvariant((char)rune.Value));
            return true;
        }

        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return true;
        if (category is not UnicodeCategory.SpacingCombiningMark && !Rune.IsLetter(rune) && !Rune.IsNumber(rune)) return false;
        AppendFolded(ToHalfWidth(Rune.ToLowerInvariant(rune)), word);
        return true;
    }

    public static bool IsWithoutSpaces(Rune rune)
    {
        if (rune.Value < WithoutSpaces[0].First) return false;
        foreach (var (first, last) in WithoutSpaces)
        {
            if (rune.Value < first) return false;
            if (rune.Value <= last) return true;
        }

        return false;
    }

    private static void AppendFolded(Rune rune, StringBuilder word)
    {
        if (!rune.IsBmp) word.Append(rune.ToString());
        else if (Special.TryGetValue((char)rune.Value, out var letters)) word.Append(letters);
        else word.Append(AccentedLetters.Plain.GetValueOrDefault((char)rune.Value, (char)rune.Value));
    }

    private static Rune ToHalfWidth(Rune rune) => rune.Value is > 0xFF00 and < 0xFF5F ? new Rune(rune.Value - 0xFEE0) : rune;
}
