using System.IO.Compression;
using System.Text;

namespace ChatAi.Testing;

/// <summary>Writes Word, Excel and PowerPoint files from the XML of their parts.</summary>
internal sealed class OfficeFile
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, Action<Stream> Write)> _parts = [];

    public OfficeFile Part(string name, string xml) => Part(name, stream => stream.Write(Encoding.UTF8.GetBytes(xml)));

    public OfficeFile Part(string name, Action<Stream> write)
    {
        _parts.Add((name, write));
        return this;
    }

    public OfficeFile Types(string part, string type) => Part("[Content_Types].xml",
        $"""
        {Declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml"
        ContentType="application/xml"/><Override PartName="/{part}" ContentType="{type}"/></Types>
        """);

    /// <param name="targets">Type and target; their ids are rId1, rId2, …</param>
    public OfficeFile Relationships(string part, params (string Type, string Target)[] targets)
    {
        var slash = part.LastIndexOf('/') + 1;
        var rows = targets.Select((t, i) => $"""<Relationship Id="rId{i + 1}" Type="{Office}/{t.Type}" Target="{t.Target}"/>""");
        return Part($"{part[..slash]}_rels/{part[slash..]}.rels",
            $"""
            {Declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            {string.Concat(rows)}</Relationships>
            """);
    }

    public byte[] ToBytes()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in _parts)
            {
                using var part = zip.CreateEntry(name).Open();
                write(part);
            }
        }

        return file.ToArray();
    }

    public static OfficeFile Word(string body, string type = "openxmlformats-officedocument.wordprocessingml.document") => new OfficeFile()
        .Types("word/document.xml", $"application/vnd.{type}.main+xml")
        .Part("word/document.xml", WordXml("document", $"<w:body>{body}</w:body>"));

    public static string WordXml(string root, string content) =>
        $"""
        {Declaration}<w:{root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{content}</w:{root}>
        """;

    public static string Paragraph(string text, string properties = "") =>
        $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";

    /// <param name="sheets">Name and the XML of the rows.</param>
    public static OfficeFile Excel(string shared, string styles, params (string Name, string Rows)[] sheets)
    {
        var list = sheets.Select((s, i) => $"""<sheet name="{s.Name}" sheetId="{i + 1}" r:id="rId{i + 1}"/>""");
        var file = new OfficeFile()
            .Types("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
            .Part("xl/workbook.xml", ExcelXml("workbook", $"<sheets>{string.Concat(list)}</sheets>"))
            .Relationships("xl/workbook.xml", [
                .. sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")),
                ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
            ])
            .Part("xl/sharedStrings.xml", ExcelXml("sst", shared))
            .Part("xl/styles.xml", ExcelXml("styleSheet", styles));
        for (var i = 0; i < sheets.Length; i++)
            file.Part($"xl/worksheets/sheet{i + 1}.xml", ExcelXml("worksheet", $"<sheetData>{sheets[i].Rows}</sheetData>"));
        return file;
    }

    public static string ExcelXml(string root, string content) =>
        $"""
        {Declaration}<{root} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{Office}">{content}</{root}>
        """;

    /// <param name="slides">The XML of the shapes, and of the notes or null.</param>
    public static OfficeFile PowerPoint(params (string Shapes, string? Notes)[] slides)
    {
        var list = slides.Select((_, i) => $"""<p:sldId id="{256 + i}" r:id="rId{i + 1}"/>""");
        var file = new OfficeFile()
            .Types("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")
            .Part("ppt/presentation.xml", SlideXml("presentation", "", $"<p:sldIdLst>{string.Concat(list)}</p:sldIdLst>"))
            .Relationships("ppt/presentation.xml", [.. slides.Select((_, i) => ("slide", $"slides/slide{i + 1}.xml"))]);
        for (var i = 0; i < slides.Length; i++)
        {
            file.Part($"ppt/slides/slide{i + 1}.xml", SlideXml("sld", "", slides[i].Shapes));
            if (slides[i].Notes is not { } notes) continue;
            file.Relationships($"ppt/slides/slide{i + 1}.xml", ("notesSlide", $"../notesSlides/notes{i + 1}.xml"))
                .Part($"ppt/notesSlides/notes{i + 1}.xml", SlideXml("notes", "", notes));
        }

        return file;
    }

    public static string SlideXml(string root, string attributes, string content) =>
        $"""
        {Declaration}<p:{root} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="{Office}"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" {attributes}>{content}</p:{root}>
        """;

    public static string Shape(params string[] paragraphs) =>
        $"<p:sp><p:txBody>{string.Concat(paragraphs.Select(p => $"<a:p><a:r><a:t>{p}</a:t></a:r></a:p>"))}</p:txBody></p:sp>";
}
