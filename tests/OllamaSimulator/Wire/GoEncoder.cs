using System.Text.Encodings.Web;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// Escapes strings as Go's encoding/json does: &lt;, &gt; and &amp; become \u003c, \u003e and \u0026 while everything
/// beyond ASCII stays raw UTF-8 (transcript 250). None of .NET's own encoders leaves an emoji alone.
/// </summary>
internal sealed unsafe class GoEncoder : JavaScriptEncoder
{
    public static readonly GoEncoder Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is < 0x20 or '"' or '\\' or '<' or '>' or '&' or 0x2028 or 0x2029;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (WillEncode(text[i]))
                return i;
        }
        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escaped = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => @"\\",
            '\n' => @"\n",
            '\r' => @"\r",
            '\t' => @"\t",
            '\b' => @"\b",
            '\f' => @"\f",
            _ => $"\\u{unicodeScalar:x4}",
        };
        var fits = escaped.AsSpan().TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? escaped.Length : 0;
        return fits;
    }
}
