using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Whether a form can be read: PdfPig follows its fields without a limit, and a field that contains itself would overflow the
/// stack.</summary>
internal sealed class PdfFormTree
{
    private const int MaxDepth = 64;

    // Of a field that belongs to several, each of them counts.
    private const int MaxFields = 10_000;

    private readonly PdfDocument _pdf;
    private int _fields;

    private PdfFormTree(PdfDocument pdf) => _pdf = pdf;

    public static bool IsReadable(PdfDocument pdf)
    {
        var tree = new PdfFormTree(pdf);
        return !pdf.Structure.Catalog.CatalogDictionary.TryGet(NameToken.AcroForm, out var form)
            || tree.IsReadable(tree.Resolve(form), NameToken.Fields, 0);
    }

    private bool IsReadable(IToken? parent, NameToken name, int depth)
    {
        if (++_fields > MaxFields || depth > MaxDepth) return false;
        if (parent is not DictionaryToken dictionary || !dictionary.TryGet(name, out var found)) return true;
        return Resolve(found) is not ArrayToken children
            || children.Data.All(child => IsReadable(Resolve(child), NameToken.Kids, depth + 1));
    }

    private IToken? Resolve(IToken token)
    {
        for (var hops = 0; token is IndirectReferenceToken reference; hops++)
        {
            if (hops > MaxDepth) return null;
            if (_pdf.Structure.GetObject(reference.Data) is not { } target) return null;
            token = target.Data;
        }

        return token;
    }
}
