using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Word documents: paragraphs in units that begin at headings, tables as lines of cells, and footnotes. Deleted and hidden text
/// is left out.</summary>
internal static class WordText
{
    public static void Read(ArraySegment<byte> file, UnitWriter units)
    {
        using var package = OfficePackage.Open(file);
        var related = package.RelationshipsOf(package.MainPart).Values.ToLookup(target => target.Type, target => target.Part);
        var document = new WordDocument(StylesOf(package, related["styles"]), NumberingOf(package, related["numbering"]));
        var sections = new SectionUnits(units);
        using (var body = package.OpenPart(package.MainPart)!) new WordPart(body, document, sections).Read();

        foreach (var part in related["footnotes"].Take(1).Concat(related["endnotes"].Take(1)))
        {
            using var notes = package.OpenPart(part);
            if (notes is null) continue;
            sections.Begin(UnitLabels.Footnotes);
            new WordPart(notes, document, sections).Read();
        }

        sections.Flush();
    }

    private static WordStyles StylesOf(OfficePackage package, IEnumerable<string> parts)
    {
        using var xml = package.OpenPart(parts.FirstOrDefault(""));
        return WordStyles.Read(xml);
    }

    private static WordNumbering NumberingOf(OfficePackage package, IEnumerable<string> parts)
    {
        using var xml = package.OpenPart(parts.FirstOrDefault(""));
        return WordNumbering.Read(xml);
    }
}
