using System.Text;
using System.Text.Unicode;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Detection;

/// <summary>Text in UTF-8, or in UTF-16 with a byte order mark. Older encodings are not guessed: a wrong guess would
/// look like text.</summary>
internal static class TextDecoding
{
    private const double MaxControls = 0.01;

    /// <exception cref="FileRefusedException">It is binary, or in another encoding.</exception>
    public static string Decode(ArraySegment<byte> file)
    {
        ReadOnlySpan<byte> bytes = file;
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        else if (bytes.StartsWith(Encoding.Unicode.Preamble)) return Checked(Encoding.Unicode.GetString(bytes[2..]));
        else if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Checked(Encoding.BigEndianUnicode.GetString(bytes[2..]));

        if (!Utf8.IsValid(bytes)) throw new FileRefusedException(ReasonAgainst(bytes));
        return Checked(Encoding.UTF8.GetString(bytes));
    }

    private static string Checked(string text)
    {
        var controls = text.Count(IsControl);
        if (controls > text.Length * MaxControls) throw new FileRefusedException(FileFailures.Unsupported);
        return text;
    }

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f');

    // Bytes of an older encoding look like text apart from letters with accents.
    private static Domain.Common.Reason ReasonAgainst(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var b in bytes)
        {
            if (b == 0) return FileFailures.Unsupported;
            if (b < 0x80 && IsControl((char)b)) controls++;
        }

        return controls > bytes.Length * MaxControls ? FileFailures.Unsupported : FileFailures.Encoding;
    }
}
