using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Files;
using ChatAi.Testing;
using Shouldly;
using Xunit;
using static ChatAi.IntegrationTests.Files.HostileFiles;

namespace ChatAi.IntegrationTests.Files;

/// <summary>Each hostile file ends within its limits, with a reason that helps whoever sent it.</summary>
public sealed class HostileFileTests
{
    private const string Flate = "/Filter/FlateDecode";
    private const string Laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><l>&b;</l>";

    private static readonly Dictionary<string, (string Name, Func<byte[]> Make, Reason? Failure)> Files = new()
    {
        ["blanks"] = ("a.pdf", () => PdfWithContents(Flate, Blanks(300)), FileFailures.Inflated),
        ["text operators"] = ("a.pdf", () => PdfWithContents(Flate, PdfFile.DeflateRepeated(Text("(x) Tj ", 100_000), 300)),
            FileFailures.Inflated),
        ["deflated twice"] = ("a.pdf", () => PdfWithContents("/Filter[/FlateDecode/FlateDecode]", PdfFile.Deflate(Blanks(300))),
            FileFailures.Inflated),
        ["circle of pages"] = ("a.pdf", () => PdfOfTree("<</Type/Pages/Count 1/Kids[2 0 R]>>"), FileFailures.Broken),
        ["count of pages"] = ("a.pdf", () => PdfOfTree("<</Type/Pages/Count 2000000000/Kids[4 0 R]>>"), null),
        ["same page often"] = (
            "a.pdf",
            () => PdfOfTree($"<</Type/Pages/Count 5001/Kids[{string.Concat(Enumerable.Repeat("4 0 R ", 5001))}]>>"),
            FileFailures.TooManyPages(5_000)),
        ["brackets"] = ("a.pdf", () => PdfOfTree($"<</Type/Pages/Count 1/Kids[4 0 R]/X {new string('[', 200_000)}"), FileFailures.TooDeep),
        ["form that contains itself"] = ("a.pdf", () => PdfWithForm("<</FT/Tx/T(a)/Kids[6 0 R 6 0 R]>>"), null),
        ["form of many fields"] = ("a.pdf", () => PdfWithForm([.. Enumerable.Range(7, 40).Select(Twice)]), null),
        ["half a PDF"] = ("a.pdf", () => PdfFile.OfPages("one", "two")[..400], FileFailures.Broken),
        ["PDF of noise"] = ("a.pdf", () => [.. "%PDF-1.7\n1 0 obj\n"u8, .. Noise(50_000)], FileFailures.Broken),
        ["password"] = ("a.pdf", () => EncryptedPdf.Of("a secret page", "secret"), FileFailures.Encrypted),
        ["large part"] = ("a.docx", () => WordOf("<w:p><w:r><w:t>" + new string('a', 10_000) + "</w:t></w:r></w:p>", 7_000),
            FileFailures.TooMuchText(5_000_000)),
        ["large part without text"] = ("a.docx", () => WordOf(new string(' ', 1 << 20), 200), FileFailures.Inflated),
        ["one large text"] = ("a.docx", () => WordOf(new string('a', 1 << 20), 200), FileFailures.Inflated),
        ["nested elements"] = ("a.docx", () => WordOf("<w:sdt>", 200_000), FileFailures.TooDeep),
        ["nested deletions"] = ("a.docx", () => WordOf("<w:del>", 200_000), FileFailures.TooDeep),
        ["many parts"] = ("a.docx", () => WordOfParts(10_000), FileFailures.Inflated),
        ["names outside"] = ("a.docx", WordOutside, null),
        ["entities"] = ("a.docx", () => WordOfXml(Laughs), FileFailures.Broken),
        ["entity of a file"] = ("a.docx", () => WordOfXml("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"),
            FileFailures.Broken),
        ["many attributes"] = (
            "a.docx",
            () => WordOfXml($"<x {string.Join(' ', Enumerable.Range(0, 300_000).Select(i => $"a{i}='1'"))}/>"),
            FileFailures.Empty),
        ["sheet of a billion cells"] = (
            "a.xlsx",
            () => OfficeFile.Excel("", "", ("A", "</sheetData><dimension ref=\"A1:XFD1048576\"/><sheetData><row><c><v>1</v></c></row>"))
                .ToBytes(),
            null),
        ["cell far away"] = ("a.xlsx", () => ExcelOf("<row r='1'><c r='ZZZZZZZZZZ1'><v>1</v></c><c r='A1'><v>2</v></c></row>"), null),
        ["row far away"] = ("a.xlsx", () => ExcelOf("<row r='1'><c><v>1</v></c></row><row r='2147483647'><c><v>2</v></c></row>"), null),
        ["one long string everywhere"] = (
            "a.xlsx",
            () => ExcelOf(
                string.Concat(Enumerable.Repeat("<row><c t='s'><v>0</v></c></row>", 100_000)),
                $"<si><t>{new string('a', 1 << 20)}</t></si>"),
            FileFailures.TooMuchText(5_000_000)),
        ["three large sheets"] = ("a.xlsx", () => ExcelOfEmptyRows(3), FileFailures.Inflated),
        ["nested HTML"] = ("a.html", () => [.. "<!doctype html>"u8, .. Text("<div>", 300_000)], FileFailures.TooDeep),
        ["large HTML"] = ("a.html", () => Text("<html>" + new string('x', 6_000_000)), FileFailures.TooLarge(5 * 1024 * 1024)),
        ["nested JSON"] = ("a.json", () => Text("[", 200_000), FileFailures.TooDeep),
        ["text with NUL"] = ("a.txt", () => Text(new string('x', 500) + "\0"), null),
        ["large text file"] = ("a.txt", () => Text(new string('x', 51 * 1024 * 1024)), FileFailures.TooLarge(50 * 1024 * 1024)),
        ["quote without an end"] = ("a.csv", () => Text("a,\"" + new string('x', 4_000_000)), null),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_file_ends_with_a_reason(string file)
    {
        var (name, make, failure) = Files[file];
        using var reader = FileReaders.Of(FileReaders.Portal);

        var readings = await reader.ReadAsync(make(), name);

        if (failure is null) readings[^1].ShouldBe(new ReadingEnded());
        else readings[^1].ShouldBe(new ReadingFailed(failure));
        File.Exists("/tmp/chatai-outside.xml").ShouldBeFalse();
    }

    [Fact]
    public async Task Forms_that_draw_each_other_for_ever_are_stopped()
    {
        using var reader = FileReaders.Of(FileReaders.Portal, TimeSpan.FromSeconds(4));

        (await reader.ReadAsync(PdfOfForms(40), "a.pdf"))[^1].ShouldBe(new ReadingFailed(FileFailures.TimedOut));
    }

    [SlowFact]
    public async Task A_thousand_pages_are_read_in_less_than_half_of_the_time()
    {
        using var reader = FileReaders.Of(FileReaders.Portal, ExtractionLimits.MaxTime / 2);
        var lines = Enumerable.Range(1, 45).Select(i => $"Line {i} of a page that has about as many words as a page of a book");
        var page = string.Join('\n', lines);

        var readings = await reader.ReadAsync(PdfFile.OfPages([.. Enumerable.Repeat(page, 1_000)]), "a.pdf");

        readings[^1].ShouldBe(new ReadingEnded());
        readings.OfType<UnitRead>().Count().ShouldBe(1_000);
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
