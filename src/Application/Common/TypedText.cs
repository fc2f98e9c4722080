using System.Text;
using ADRaffy.ENSNormalize;

namespace ChatAi.Application.Common;

/// <summary>
/// What people type, in one form: keyboards and input methods send the same letters as different characters. The runtime itself does not
/// normalize without ICU.
/// </summary>
public static class TypedText
{
    private const char FullWidthFirst = '\uFF01';
    private const char FullWidthLast = '\uFF5E';
    private const int FullWidthOffset = FullWidthFirst - '!';

    /// <summary>A name or an address: trimmed, in ASCII where it was typed in full width, and composed (NFC).</summary>
    public static string Name(string? typed) => Compose(string.Concat((typed ?? "").Trim().Select(Narrow)));

    /// <summary>The same password from every keyboard: composed (NFC) and with plain spaces, as RFC 8265 has it (4.2.2).</summary>
    public static string Password(string typed) => Compose(string.Concat(typed.Select(c => char.IsSeparator(c) ? ' ' : c)));

    /// <summary>
    /// The forms in which a password may have been hashed: the first is that of new hashes, the others are how older versions took it from
    /// a keyboard.
    /// </summary>
    public static IReadOnlyList<string> Passwords(string typed)
    {
        var composed = Password(typed);
        return Ascii.IsValid(typed) ? [composed] : [.. new[] { composed, typed, ENSNormalize.NF.NFD(composed) }.Distinct()];
    }

    private static string Compose(string text) => Ascii.IsValid(text) ? text : ENSNormalize.NF.NFC(text);

    private static char Narrow(char c) => c is >= FullWidthFirst and <= FullWidthLast ? (char)(c - FullWidthOffset) : c;
}
