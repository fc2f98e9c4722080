using System.Text;
using ChatAi.Testing;

namespace ChatAi.IntegrationTests.Files;

/// <summary>Files that make readers crash, use all memory, or run for ever.</summary>
internal static class HostileFiles
{
    public static byte[] PdfWithContents(string dictionary, byte[] contents)
    {
        var pdf = new PdfFile();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add("<</Type/Pages/Count 1/Kids[4 0 R]>>");
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        pdf.Add(PdfFile.Page(5));
        pdf.AddStream(dictionary, contents);
        return pdf.ToBytes();
    }

    /// <summary>A page whose form draws the next form twice, and so on: 2 to the power of their number.</summary>
    public static byte[] PdfOfForms(int forms)
    {
        var pdf = new PdfFile();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add("<</Type/Pages/Count 1/Kids[4 0 R]>>");
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        pdf.Add(PdfFile.Page(5, "/XObject<</F 6 0 R>>"));
        pdf.AddStream("", "/F Do"u8.ToArray());
        for (var i = 0; i < forms; i++)
        {
            var next = $"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {7 + i} 0 R>>>>";
            pdf.AddStream(next, "/F Do /F Do"u8.ToArray());
        }

        pdf.AddStream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 m"u8.ToArray());
        return pdf.ToBytes();
    }

    /// <summary>A page with a form, whose first field is object 6.</summary>
    public static byte[] PdfWithForm(params string[] fields)
    {
        var pdf = new PdfFile();
        pdf.Add("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>");
        pdf.Add("<</Type/Pages/Count 1/Kids[4 0 R]>>");
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        pdf.Add(PdfFile.Page(5));
        pdf.AddStream("", Encoding.ASCII.GetBytes(PdfFile.TextOperators("The only page")));
        foreach (var field in fields) pdf.Add(field);
        return pdf.ToBytes();
    }

    /// <summary>A field that has the next object twice: 2 to the power of their number.</summary>
    public static string Twice(int next) => $"<</FT/Tx/T(a)/Kids[{next} 0 R {next} 0 R]>>";

    public static byte[] PdfOfTree(string pages)
    {
        var pdf = new PdfFile();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add(pages);
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        pdf.Add(PdfFile.Page(5));
        pdf.AddStream("", Encoding.ASCII.GetBytes(PdfFile.TextOperators("The only page")));
        return pdf.ToBytes();
    }

    /// <summary>Part of a Word document that repeats something until it is large.</summary>
    public static byte[] WordOf(string text, int times) => new OfficeFile()
        .Types("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
        .Part("word/document.xml", stream =>
        {
            stream.Write("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"u8);
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var i = 0; i < times; i++) stream.Write(bytes);
        })
        .ToBytes();

    public static byte[] WordOfXml(string xml) => new OfficeFile()
        .Types("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
        .Part("word/document.xml", xml)
        .ToBytes();

    public static byte[] WordOfParts(int parts)
    {
        var file = OfficeFile.Word(OfficeFile.Paragraph("text"));
        for (var i = 0; i < parts; i++) file.Part($"word/media/{i}.xml", "");
        return file.ToBytes();
    }

    /// <summary>Names that would leave a folder, if the file were unpacked.</summary>
    public static byte[] WordOutside() => OfficeFile.Word(OfficeFile.Paragraph("text"))
        .Relationships("word/document.xml", ("footnotes", "../../../../etc/passwd"))
        .Part("../../../../tmp/chatai-outside.xml", "<x/>")
        .Part("/tmp/chatai-outside.xml", "<x/>")
        .ToBytes();

    public static byte[] ExcelOf(string rows, string shared = "") => OfficeFile.Excel(shared, "", ("A", rows)).ToBytes();

    /// <summary>Each sheet is just below the limit of a part.</summary>
    public static byte[] ExcelOfEmptyRows(int sheets)
    {
        var rows = string.Concat(Enumerable.Repeat($"<row spans='{new string('1', 1_000)}'/>", 60_000));
        return OfficeFile.Excel("", "", [.. Enumerable.Range(0, sheets).Select(i => ($"S{i}", rows))]).ToBytes();
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Text(string text, int times) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times)));

    public static byte[] Blanks(int megabytes) => PdfFile.DeflateRepeated(Text(new string(' ', 1 << 20)), megabytes);
}
