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
            + "Salary: 12.5% | Since: 2023-03-15 12:00:00 | D: TRUE | AB: 0.3",
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
