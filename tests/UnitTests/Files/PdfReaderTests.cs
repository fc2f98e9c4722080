using System.Text;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

public sealed class PdfReaderTests
{
    private const string Image = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";

    [Fact]
    public void Each_page_is_a_unit_with_its_number()
    {
        var read = Extracted.Of(PdfFile.OfPages("First page here\nSecond line", "", "Third page"));

        read.Kind.ShouldBe(FileKind.Pdf);
        read.Units.Select(unit => (unit.Number, unit.Label)).ShouldBe([(1, UnitLabels.Page(1)), (3, UnitLabels.Page(3))]);
        read.Texts.ShouldBe(["First page here\nSecond line", "Third page"]);
        read.Progress.ShouldBe([new(1, 3), new(2, 3), new(3, 3)]);
    }

    [Fact]
    public void Pages_of_images_are_a_scan()
    {
        var text = PdfFile.TextOperators("This page has a text of more than twenty characters");

        Extracted.Of(PdfFile.OfContents(Image, Image, Image)).Failure.ShouldBe(FileFailures.Scanned);
        Extracted.Of(PdfFile.OfContents(Image, Image, Image, Image, Image, Image, text)).Failure.ShouldBe(FileFailures.Scanned);
        Extracted.Of(PdfFile.OfContents(Image, Image, text)).Failure.ShouldBeNull();
    }

    [Fact]
    public void Outlines_instead_of_letters_are_a_scan() =>
        Extracted.Of(PdfFile.OfContents(string.Concat(Enumerable.Repeat("0 0 m 10 10 l S ", 500)))).Failure.ShouldBe(FileFailures.Scanned);

    [Fact]
    public void A_page_of_large_content_without_anything_on_it_is_named()
    {
        var nothing = new string(' ', 3000);
        var read = Extracted.Of(PdfFile.OfContents(nothing, PdfFile.TextOperators("Some words")));

        read.Unreadable.ShouldBe([FileFailures.UnreadablePage(1)]);
        read.Texts.ShouldBe(["Some words"]);
        Extracted.Of(PdfFile.OfContents(nothing)).Failure.ShouldBe(FileFailures.Broken);
        Extracted.Of(PdfFile.OfPages("", "")).Failure.ShouldBe(FileFailures.Empty);
    }

    [Fact]
    public void A_password_against_changes_does_not_keep_readers_out()
    {
        Extracted.Of(EncryptedPdf.Of("Everybody may read", "")).Texts.ShouldBe(["Everybody may read"]);
        Extracted.Of(EncryptedPdf.Of("Only some may read", "secret")).Failure.ShouldBe(FileFailures.Encrypted);
    }

    [Fact]
    public void A_table_at_another_place_is_found_and_a_missing_one_is_not()
    {
        var pdf = Encoding.Latin1.GetString(PdfFile.OfPages("Some words on it"));
        var table = pdf.IndexOf("xref\n", StringComparison.Ordinal);
        var place = pdf.IndexOf("startxref", StringComparison.Ordinal);

        Extracted.Of(Encoding.Latin1.GetBytes(pdf[..place] + "startxref\n99999\n%%EOF\n")).Texts.ShouldBe(["Some words on it"]);
        Extracted.Of(Encoding.Latin1.GetBytes(pdf[..table])).Failure.ShouldBe(FileFailures.Broken);
    }
}
