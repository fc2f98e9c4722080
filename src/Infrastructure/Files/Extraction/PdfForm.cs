using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>What was filled in: the fields of a form, and text that was typed over a page.</summary>
internal sealed class PdfForm(PdfDocument pdf)
{
    private readonly ILookup<int, string> _fields = FieldsOf(pdf);

    public IEnumerable<string> On(Page page) => _fields[page.Number].Concat(Readable(() => TypedOn(page)));

    private static ILookup<int, string> FieldsOf(PdfDocument pdf) =>
        Readable(() => PdfFormTree.IsReadable(pdf) && pdf.TryGetForm(out var form) ? form.GetFields() : [])
            .Select(field => (Page: field.PageNumber ?? 1, Text: TextOf(field)))
            .Where(field => field.Text.Length > 0)
            .ToLookup(field => field.Page, field => field.Text);

    private static string TextOf(AcroFieldBase field)
    {
        var name = field.Information.AlternateName ?? field.Information.PartialName;
        return field switch
        {
            AcroTextField { Value.Length: > 0 } text => $"{name}: {text.Value}",
            AcroComboBoxField { SelectedOptions.Count: > 0 } box => $"{name}: {string.Join(", ", box.SelectedOptions)}",
            AcroListBoxField { SelectedOptions.Count: > 0 } list => $"{name}: {string.Join(", ", list.SelectedOptions)}",
            AcroCheckboxField { IsChecked: true } => $"[x] {name}",
            AcroRadioButtonField { IsSelected: true } button => $"[x] {name ?? button.CurrentValue?.Data}",
            _ => "",
        };
    }

    private static IEnumerable<string> TypedOn(Page page) => page.GetAnnotations()
        .Where(note => note.Type == AnnotationType.FreeText && (note.Flags & (AnnotationFlags.Hidden | AnnotationFlags.NoView)) == 0)
        .Select(note => note.Content ?? "");

    // The pages of a file can be read even if its form cannot.
    private static List<T> Readable<T>(Func<IEnumerable<T>> read)
    {
        try
        {
            return [.. read()];
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or InsufficientExecutionStackException))
        {
            return [];
        }
    }
}
