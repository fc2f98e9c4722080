using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

public sealed class OfficeReaderTests
{
    [Fact]
    public void Word_is_split_at_headings_whatever_the_language_calls_them()
    {
        var styles = OfficeFile.WordXml("styles", """<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>""");
        var file = OfficeFile.Word(
                OfficeFile.Paragraph("Before.")
                + OfficeFile.Paragraph("Travel", """<w:pStyle w:val="berschrift1"/>""")
                + OfficeFile.Paragraph("By train &amp; bus.")
                + OfficeFile.Paragraph("Hotels", """<w:outlineLvl w:val="1"/>""")
                + OfficeFile.Paragraph("Up to 100."))
            .Relationships("word/document.xml", ("styles", "styles.xml"), ("footnotes", "/word/footnotes.xml"))
            .Part("word/styles.xml", styles)
            .Part("word/footnotes.xml", OfficeFile.WordXml("footnotes", OfficeFile.Paragraph("See below.")));

        var read = Extracted.Of(file.ToBytes());

        read.Kind.ShouldBe(FileKind.Word);
        read.Labels.ShouldBe(
            [UnitLabels.Beginning, UnitLabels.Section("Travel"), UnitLabels.Section("Hotels"), UnitLabels.Footnotes]);
        read.Texts.ShouldBe(["Before.", "Travel\nBy train & bus.", "Hotels\nUp to 100.", "See below."]);
    }

    [Fact]
    public void Word_tables_are_lines_and_hidden_text_is_left_out()
    {
        var read = Extracted.Of(OfficeFile.Word(
            "<w:tbl><w:tr><w:tc>" + OfficeFile.Paragraph("Name") + "</w:tc><w:tc>" + OfficeFile.Paragraph("Pay") + "</w:tc></w:tr>"
            + "<w:tr><w:tc>" + OfficeFile.Paragraph("Anna") + OfficeFile.Paragraph("Lee") + "</w:tc><w:tc/></w:tr></w:tbl>"
            + "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:pPrChange><w:pStyle w:val='x'/></w:pPrChange></w:pPr>"
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t xml:space=\"preserve\">a </w:t></w:r>"
            + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
            + "<w:r><w:t>b</w:t><w:tab/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r>"
            + "<mc:AlternateContent><mc:Choice><w:r><w:t>e</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>e</w:t></w:r></mc:Fallback>"
            + "</mc:AlternateContent></w:p>").ToBytes());

        read.Texts.ShouldBe(["Name | Pay\nAnna Lee\na b\tc\nde"]);
    }

    [Fact]
    public void Word_lists_have_their_numbers()
    {
        const string Numbering = """
            <w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/>
            <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
            """;
        const string Styles = """
            <w:style w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="h"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
            """;
        var file = OfficeFile.Word(
                OfficeFile.Paragraph("Travel", """<w:pStyle w:val="h"/>""")
                + OfficeFile.Paragraph("by train", """<w:pStyle w:val="b"/>""")
                + OfficeFile.Paragraph("by bus", """<w:pStyle w:val="b"/>""")
                + OfficeFile.Paragraph("early", List("1", 2))
                + OfficeFile.Paragraph("Hotels", """<w:pStyle w:val="h"/>""")
                + OfficeFile.Paragraph("cheap", """<w:pStyle w:val="b"/>""")
                + OfficeFile.Paragraph("none", """<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>""")
                + OfficeFile.Paragraph("again", List("2", 0)) + OfficeFile.Paragraph("on", List("2", 0))
                + "<w:tbl><w:tr><w:tc>" + OfficeFile.Paragraph("a", List("2", 2)) + OfficeFile.Paragraph("b", List("2", 2))
                + "</w:tc></w:tr></w:tbl>")
            .Relationships("word/document.xml", ("styles", "styles.xml"), ("numbering", "numbering.xml"))
            .Part("word/styles.xml", OfficeFile.WordXml("styles", Styles))
            .Part("word/numbering.xml", OfficeFile.WordXml("numbering", Numbering));

        Extracted.Of(file.ToBytes()).Texts.ShouldBe([
            "§ 3 Travel\n3.i) by train\n3.ii) by bus\n- early",
            "§ 4 Hotels\n4.i) cheap\nnone\n§ 1 again\n§ 2 on\n- a - b",
        ]);

        static string List(string id, int level) => $"""<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>""";
    }

    [Fact]
    public void Word_notes_have_the_marks_of_the_text_and_boxes_are_paragraphs()
    {
        const string Box = "<w:r><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:r>";
        var file = OfficeFile.Word(
                "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>" + Box + "<w:r><w:t>Rules</w:t></w:r></w:p>"
                + "<w:p><w:r><w:t>One</w:t><w:footnoteReference w:id='8'/></w:r>" + Box + "<w:r><w:t>and two</w:t>"
                + "<w:footnoteReference w:id='2'/><w:endnoteReference w:id='5'/></w:r></w:p>")
            .Relationships("word/document.xml", ("footnotes", "footnotes.xml"), ("endnotes", "endnotes.xml"))
            .Part("word/footnotes.xml", OfficeFile.WordXml("footnotes", Note("footnote", 2, "Second.") + Note("footnote", 8, "First.")))
            .Part("word/endnotes.xml", OfficeFile.WordXml("endnotes", Note("endnote", 5, "Last.")));

        Extracted.Of(file.ToBytes()).Texts.ShouldBe(
            ["In a box.", "Rules\nOne[1]\nIn a box.\nand two[2][i]", "[2] Second.\n[1] First.", "[i] Last."]);

        static string Note(string element, int id, string text) =>
            $"<w:{element} w:id='{id}'><w:p><w:r><w:tab/><w:t>{text}</w:t></w:r></w:p></w:{element}>";
    }

    [Fact]
    public void Excel_formulas_without_a_result_are_shown_themselves() =>
        Extracted.Of(OfficeFile.Excel("", "", ("A",
            """<row><c><f>A2*2</f></c><c t="str"><f>IF(A2,1,"")</f><v></v></c><c><f>1+1</f><v>2</v></c></row>""")).ToBytes())
            .Texts.ShouldBe(["A: =A2*2 | C: 2"]);

    [Fact]
    public void Excel_rows_have_the_names_of_their_columns()
    {
        var file = OfficeFile.Excel(
            "<si><t>Name</t></si><si><r><t>Sal</t></r><r><t>ary</t></r><rPh><t>no</t></rPh></si>",
            """
            <numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>
            <numFmt numFmtId="165" formatCode="[Red]0.00&quot;days&quot;"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs>
            """,
            ("Plan",
                """
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Since</t></is></c></row>
                <row r="2"><c r="A2" t="str"><f>1+1</f><v>Anna</v></c><c r="B2"><v>20000</v></c><c r="C2" s="1"><v>45000</v></c></row>
                <row r="4"><c r="B4" s="3"><v>0.125</v></c><c r="C4" s="2"><v>45000.5</v></c><c r="D4" t="b"><v>1</v></c>
                <c r="AB4" s="4"><v>0.30000000000000004</v></c></row>
                """),
            ("Empty", ""),
            ("More", "<row><c><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>"));

        var read = Extracted.Of(file.ToBytes(), "xlsx");

        read.Labels.ShouldBe([UnitLabels.Sheet("Plan", 1, 4), UnitLabels.Sheet("More", 1, 1)]);
        read.Texts.ShouldBe([
            "Name: Anna | Salary: 20000 | Since: 2023-03-15\n"
            + "Salary: 12.50% | Since: 2023-03-15 12:00 | D: TRUE | AB: 0.30days",
            "A: 1 | B: #N/A",
        ]);
        read.Units.Select(unit => unit.Number).ShouldBe([1, 2]);
        read.Progress[^1].ShouldBe(new ReadingProgress(3, 3));
    }

    [Fact]
    public void PowerPoint_has_a_unit_for_each_slide_and_for_its_notes()
    {
        var file = OfficeFile.PowerPoint(
            (OfficeFile.Shape("Title", "One &amp; two"), OfficeFile.Shape("Say this.")),
            ("<a:tbl><a:tr><a:tc><a:p><a:r><a:t>a</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>b</a:t></a:r></a:p></a:tc></a:tr></a:tbl>"
                + "<a:p><a:fld type=\"slidenum\"><a:t>2</a:t></a:fld></a:p>", null));

        var read = Extracted.Of(file.ToBytes());

        read.Labels.ShouldBe([UnitLabels.Slide(1), UnitLabels.SlideNotes(1), UnitLabels.Slide(2)]);
        read.Texts.ShouldBe(["Title\nOne & two", "Say this.", "a | b"]);
    }

    [Fact]
    public void Documents_without_text_are_empty()
    {
        Extracted.Of(OfficeFile.Word("<w:p/>").ToBytes()).Failure.ShouldBe(FileFailures.Empty);
        Extracted.Of(OfficeFile.Excel("", "", ("A", "")).ToBytes()).Failure.ShouldBe(FileFailures.Empty);
        Extracted.Of(OfficeFile.PowerPoint(("", null)).ToBytes()).Failure.ShouldBe(FileFailures.Empty);
    }
}
