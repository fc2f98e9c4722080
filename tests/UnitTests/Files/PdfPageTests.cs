using System.Text;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

/// <summary>What of a page is read, and in which order. More is in the files of other programs.</summary>
public sealed class PdfPageTests
{
    private const string Image = "q 200 0 0 100 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q ";

    [Theory]
    [InlineData("1 1 1 rg")]
    [InlineData("0.97 g")]
    [InlineData("0 0 0 0 k")]
    [InlineData("3 Tr")]
    [InlineData("1 Tr 1 G")]
    public void Text_that_the_paper_does_not_show_is_left_out(string state) =>
        TextOf($"BT /F1 12 Tf 72 700 Td (Seen) Tj {state} 0 -20 Td (Hidden) Tj ET").ShouldBe("Seen");

    [Theory]
    [InlineData("0 0 1 rg 50 60 200 40 re f 1 g")]
    [InlineData("20 w 0 0 1 RG 50 80 m 250 80 l S 1 g")]
    [InlineData(Image + "1 g")]
    [InlineData(Image + "3 Tr")]
    [InlineData("0.8 g")]
    [InlineData("1 Tr 1 g")]
    public void White_text_on_a_colour_and_what_was_recognized_in_an_image_are_read(string before) =>
        TextOf($"{before} BT /F1 12 Tf 72 76 Td (Seen) Tj ET").ShouldBe("Seen");

    [Theory]
    [InlineData("/F1 0.9 Tf 72 700 Td", "")]
    [InlineData("/F1 0.1 Tf 120 0 0 120 72 700 Tm", "Seen")]
    public void Tiny_is_what_is_drawn_so(string state, string text) =>
        TextOf($"BT /F1 12 Tf 72 720 Td (x) Tj 0 -20 Td {state} (Seen) Tj ET").ShouldBe(("x\n" + text).TrimEnd());

    [Theory]
    [InlineData("200 700 Td (right) Tj -100 0 Td (left) Tj", "left right")]
    [InlineData("72 700 Td (twice) Tj 0.3 0 Td (twice) Tj", "twice")]
    [InlineData("72 700 Td [(mo) -300 (ther)] TJ", "mo ther")]
    [InlineData("72 700 Td [(mo ) 278 (ther)] TJ", "mother")]
    [InlineData("72 700 Td [(mo ) 20 (ther)] TJ", "mo ther")]
    [InlineData("72 700 Td (x) Tj 5 Ts /F1 7 Tf (2) Tj 0 Ts /F1 12 Tf ( + y) Tj", "x2 + y")]
    [InlineData("0 1 -1 0 300 72 Tm (up) Tj 1 0 0 1 300 300 Tm (across) Tj", "up\nacross")]
    [InlineData("0.7 0.7 -0.7 0.7 100 100 Tm (not for sale) Tj", "not for sale")]
    public void Lines_are_put_together_as_they_are_seen(string text, string expected) =>
        TextOf($"BT /F1 12 Tf {text} ET").ShouldBe(expected);

    [Fact]
    public void Fields_and_text_that_was_typed_over_a_page_are_read()
    {
        var pdf = new PdfFile();
        pdf.Add("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R 8 0 R]>>>>");
        pdf.Add("<</Type/Pages/Count 1/Kids[4 0 R]>>");
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        pdf.Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>"
            + "/Annots[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]>>");
        pdf.AddStream("", Encoding.Latin1.GetBytes(PdfFile.TextOperators("Request")));
        pdf.Add("<</Type/Annot/Subtype/Widget/FT/Tx/T(f1)/TU(Your name)/V(Anna)/Rect[0 0 9 9]/P 4 0 R>>");
        pdf.Add("<</Type/Annot/Subtype/Widget/FT/Tx/T(Empty)/Rect[0 0 9 9]/P 4 0 R>>");
        pdf.Add("<</Type/Annot/Subtype/Widget/FT/Ch/Ff 131072/T(City)/Opt[(Bern)(Rome)]/V(Rome)/Rect[0 0 9 9]/P 4 0 R>>");
        pdf.Add("<</Type/Annot/Subtype/FreeText/Contents(typed)/Rect[0 0 9 9]>>");
        pdf.Add("<</Type/Annot/Subtype/FreeText/F 2/Contents(not shown)/Rect[0 0 9 9]>>");

        Extracted.Of(pdf.ToBytes()).Texts.ShouldBe(["Request\nYour name: Anna\nCity: Rome\ntyped"]);
    }

    private static string? TextOf(string content) => Extracted.Of(PdfFile.OfContents(content)).Texts.SingleOrDefault();
}
