using System.Text;
using ADRaffy.ENSNormalize;

namespace ChatAi.Application.Common;

/// <summary>Normalizes typed text: keyboards and input methods send the same letters as different characters. Does not need ICU.</summary>
public static class TypedText
{
    private const char FullWidthFirst = '\uFF01';
    private const char FullWidthLast = '\uFF5E';
    private const int FullWidthOffset = FullWidthFirst - '!';

    /// <summary>Trimmed, full-width characters as ASCII, composed (NFC).</summary>
    public static string Name(string? typed) => Compose(string.Concat((typed ?? "").Trim().Select(Narrow)));

    /// <summary>Composed (NFC) with plain spaces, as in RFC 8265 (4.2.2).</summary>
    public static string Password(string typed) => Compose(string.Concat(typed.Select(c => char.IsSeparator(c) ? ' ' : c)));

    /// <summary>All forms that may have been hashed: the current one first, then those of older versions.</summary>
    public static IReadOnlyList<string> Passwords(string typed)
    {
        var composed = Password(typed);
        return Ascii.IsValid(typed) ? [composed] : [.. new[] { composed, typed, ENSNormalize.NF.NFD(composed) }.Distinct()];
    }

    private static string Compose(string text) => Ascii.IsValid(text) ? text : ENSNormalize.NF.NFC(text);

    private static char Narrow(char c) => c is >= FullWidthFirst and <= FullWidthLast ? (char)(c - FullWidthOffset) : c;
}
