using System.Text;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Detection;

/// <summary>Finds the kind of a file in its content. Its name only tells kinds of text apart, and its declared type is ignored.</summary>
internal static class FileDetector
{
    // Readers of PDF accept other bytes before the header.
    private const int PdfHeaderArea = 1024;

    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    // The stream in which Office keeps a file that has a password.
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <param name="extension">With or without its dot.</param>
    /// <exception cref="FileRefusedException">It is not of a kind that can be read.</exception>
    public static FileKind Detect(ArraySegment<byte> file, string extension)
    {
        ReadOnlySpan<byte> bytes = file;
        if (bytes.IsEmpty) throw new FileRefusedException(FileFailures.Empty);
        if (ImageHeader.IsHeic(bytes)) throw new FileRefusedException(FileFailures.Heic);
        if (bytes.StartsWith(CompoundFile)) throw new FileRefusedException(ReasonAgainstCompoundFile(bytes));
        if (ImageHeader.Has(bytes))
        {
            ImageHeader.Check(bytes);
            return FileKind.Image;
        }

        if (bytes.StartsWith("PK\x03\x04"u8)) return OfficePackage.Detect(file);
        if (IsPdf(bytes)) return FileKind.Pdf;
        // It would be read as text, most of it about fonts.
        if (bytes.StartsWith("{\\rtf"u8)) throw new FileRefusedException(FileFailures.Unsupported);
        return TextKinds.Of(TextDecoding.Decode(file), extension);
    }

    private static Domain.Common.Reason ReasonAgainstCompoundFile(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf(EncryptedPackage) >= 0 ? FileFailures.Encrypted : FileFailures.OldOffice;

    // A text may mention the header; in a PDF it begins a line and has a version.
    private static bool IsPdf(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, PdfHeaderArea)];
        var at = start.IndexOf("%PDF-"u8);
        if (at < 0 || at + 5 >= bytes.Length || !char.IsAsciiDigit((char)bytes[at + 5])) return false;
        return at == 0 || bytes.IndexOf("obj"u8) >= 0;
    }
}
