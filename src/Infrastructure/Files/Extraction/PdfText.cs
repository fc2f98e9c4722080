using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>PDF, a unit per page. The parser forgives much and then returns an empty page, so pages are judged by what they
/// contain.</summary>
internal static class PdfText
{
    // A page of less text is a scan, perhaps with a page number.
    private const int FewCharacters = 20;
    private const double ManyPages = 0.8;

    // Drawing a page without text takes less.
    private const int LargeContent = 2048;

    public static void Read(ArraySegment<byte> file, UnitWriter units)
    {
        try
        {
            using var pdf = PdfDocument.Open(file.AsMemory(), new ParsingOptions { ClipPaths = false });
            ReadPages(pdf, units);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new FileRefusedException(FileFailures.Encrypted);
        }
        catch (PdfDocumentStackDepthException)
        {
            throw new FileRefusedException(FileFailures.TooDeep);
        }
    }

    private static void ReadPages(PdfDocument pdf, UnitWriter units)
    {
        var total = pdf.NumberOfPages;
        if (total == 0) throw new FileRefusedException(FileFailures.Broken);
        if (total > ExtractionLimits.MaxPdfPages) throw new FileRefusedException(FileFailures.TooManyPages(ExtractionLimits.MaxPdfPages));
        var form = new PdfForm(pdf);
        var (scanned, unreadable) = (0, 0);
        for (var number = 1; number <= total; number++)
        {
            var page = pdf.GetPage(number);
            var text = TextOf(page, form);
            if (IsUnreadable(pdf, page))
            {
                unreadable++;
                units.Unreadable(FileFailures.UnreadablePage(number));
            }
            else if (text.Length < FewCharacters && IsDrawn(page)) scanned++;
            units.Unit(number, UnitLabels.Page(number), text);
            units.Progress(number, total);
        }

        if (scanned > total * ManyPages) throw new FileRefusedException(FileFailures.Scanned);
        if (unreadable == total) throw new FileRefusedException(FileFailures.Broken);
    }

    private static string TextOf(Page page, PdfForm form) =>
        string.Join('\n', [PdfLines.Of(page.Letters.Where(new PdfPaper(page).Shows)), .. form.On(page)]);

    // Images, or outlines instead of letters.
    private static bool IsDrawn(Page page) => page.NumberOfImages > 0 || page.Paths.Count > 0;

    private static bool IsUnreadable(PdfDocument pdf, Page page)
    {
        if (page.Letters.Count > 0 || IsDrawn(page)) return false;
        return page.Dictionary.TryGet(NameToken.Contents, out var contents) && LengthOf(pdf, contents) > LargeContent;
    }

    // As it is in the file: unpacking it again may be what fails.
    private static long LengthOf(PdfDocument pdf, IToken token) => token switch
    {
        StreamToken stream => stream.Data.Length,
        ObjectToken inner => LengthOf(pdf, inner.Data),
        IndirectReferenceToken reference => Resolve(pdf, reference.Data) is { } target ? LengthOf(pdf, target) : 0,
        ArrayToken array => array.Data.OfType<IndirectReferenceToken>()
            .Sum(part => Resolve(pdf, part.Data) is StreamToken stream ? stream.Data.Length : 0L),
        _ => 0,
    };

    private static IToken? Resolve(PdfDocument pdf, IndirectReference reference) => pdf.Structure.GetObject(reference)?.Data;
}
