using System.Text;
using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files;
using ChatAi.Infrastructure.Files.Detection;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

public sealed class DetectionTests
{
    private static readonly string[] Extensions =
        ["pdf", "docx", "xlsx", "pptx", "doc", "html", "md", "csv", "json", "cs", "txt", "png", "jpg", "heic", "exe", "zip", ""];

    private static readonly Dictionary<string, (byte[] Bytes, FileKind? Kind, Reason? Refusal)> Contents = new()
    {
        ["PDF"] = (PdfFile.OfPages("Hello"), FileKind.Pdf, null),
        ["PDF after other bytes"] = ([.. Encoding.ASCII.GetBytes("junk\n"), .. PdfFile.OfPages("Hello")], FileKind.Pdf, null),
        ["Word"] = (OfficeFile.Word("").ToBytes(), FileKind.Word, null),
        ["Word with macros"] = (OfficeFile.Word("", "ms-word.document.macroEnabled").ToBytes(), FileKind.Word, null),
        ["Excel"] = (OfficeFile.Excel("", "", ("A", "")).ToBytes(), FileKind.Excel, null),
        ["PowerPoint"] = (OfficeFile.PowerPoint(("", null)).ToBytes(), FileKind.PowerPoint, null),
        ["PNG"] = (ImageFile.Png(640, 480), FileKind.Image, null),
        ["JPEG"] = (ImageFile.Jpeg(640, 480), FileKind.Image, null),
        ["GIF"] = (ImageFile.Gif(640, 480), FileKind.Image, null),
        ["WebP"] = (ImageFile.Webp(640, 480), FileKind.Image, null),
        ["HTML"] = ("\n <!DOCTYPE html><p>x"u8.ToArray(), FileKind.Html, null),
        ["HEIC"] = (ImageFile.Heic(), null, FileFailures.Heic),
        ["old Office"] = (CompoundFile(""), null, FileFailures.OldOffice),
        ["encrypted Office"] = (CompoundFile("EncryptedPackage"), null, FileFailures.Encrypted),
        ["RTF"] = (@"{\rtf1\ansi Hello}"u8.ToArray(), null, FileFailures.Unsupported),
        ["ZIP"] = (new OfficeFile().Part("a.txt", "a").ToBytes(), null, FileFailures.Unsupported),
        ["binary Excel"] = (
            new OfficeFile().Types("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main").ToBytes(),
            null,
            FileFailures.Unsupported),
        ["ELF"] = ([0x7F, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0], null, FileFailures.Unsupported),
        ["nothing"] = ([], null, FileFailures.Empty),
        ["large PNG"] = (ImageFile.Png(8000, 8000), null, FileFailures.ImageTooLarge(40)),
        ["PNG of no size"] = (ImageFile.Png(0, 8000), null, FileFailures.Broken),
        ["half a JPEG"] = (ImageFile.Jpeg(640, 480)[..12], null, FileFailures.Broken),
        ["half a ZIP"] = (OfficeFile.Word("").ToBytes()[..100], null, FileFailures.Broken),
    };

    public static TheoryData<string, string> Combinations =>
        [.. Contents.Keys.SelectMany(content => Extensions.Select(extension => (content, extension)))];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_content_decides_and_not_the_name(string content, string extension)
    {
        var (bytes, kind, refusal) = Contents[content];
        if (kind is not null) Detect(bytes, extension).ShouldBe(kind.Value);
        else Should.Throw<FileRefusedException>(() => Detect(bytes, extension)).Reason.ShouldBe(refusal!);
    }

    [Theory]
    [InlineData("md", FileKind.Markdown)]
    [InlineData(".MD", FileKind.Markdown)]
    [InlineData("csv", FileKind.Csv)]
    [InlineData("json", FileKind.Json)]
    [InlineData("cs", FileKind.Code)]
    [InlineData("html", FileKind.Text)]
    [InlineData("pdf", FileKind.Text)]
    [InlineData("png", FileKind.Text)]
    [InlineData("", FileKind.Text)]
    public void The_name_tells_kinds_of_text_apart(string extension, FileKind kind) =>
        Detect("Just %PDF-like words."u8.ToArray(), extension).ShouldBe(kind);

    [Fact]
    public void Text_is_UTF_8_or_has_a_byte_order_mark()
    {
        Detect([.. Encoding.UTF8.Preamble, .. "für"u8], "txt").ShouldBe(FileKind.Text);
        Detect([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("für")], "txt").ShouldBe(FileKind.Text);
        Detect([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("für")], "md").ShouldBe(FileKind.Markdown);
        RefusalOf(Encoding.Latin1.GetBytes("Grüße aus Köln, für alle.")).ShouldBe(FileFailures.Encoding);
        RefusalOf(Encoding.Unicode.GetBytes("without a mark")).ShouldBe(FileFailures.Unsupported);
    }

    [Fact]
    public void A_few_control_characters_are_no_reason_against_text()
    {
        var text = new string('x', 1000);

        Detect(Encoding.UTF8.GetBytes(text + "\0\u001B"), "txt").ShouldBe(FileKind.Text);
        RefusalOf(Encoding.UTF8.GetBytes(text + new string('\0', 20))).ShouldBe(FileFailures.Unsupported);
    }

    [Fact]
    public void Random_bytes_are_never_text()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var bytes = new byte[2000];
            new Random(seed).NextBytes(bytes);
            RefusalOf(bytes).ShouldBe(FileFailures.Unsupported);
        }
    }

    [Fact]
    public void Every_beginning_of_a_file_is_a_kind_or_a_refusal()
    {
        foreach (var (bytes, _, _) in Contents.Values)
        {
            for (var length = 0; length < Math.Min(bytes.Length, 600); length++)
            {
                try
                {
                    Detect(bytes[..length], "");
                }
                catch (FileRefusedException refused)
                {
                    refused.Reason.Code.ShouldStartWith("file.");
                }
            }
        }
    }

    private static FileKind Detect(byte[] bytes, string extension) => FileDetector.Detect(bytes, extension);

    private static Reason RefusalOf(byte[] bytes) => Should.Throw<FileRefusedException>(() => Detect(bytes, "txt")).Reason;

    private static byte[] CompoundFile(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes(stream)];
}
