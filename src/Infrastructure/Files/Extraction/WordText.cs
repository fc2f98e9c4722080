using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Word documents: paragraphs in units that begin at headings, tables as lines of cells, and footnotes. Deleted and hidden text
/// is left out.</summary>
internal static class WordText
{
    private static readonly string[] Notes = ["footnotes", "endnotes"];

    public static void Read(ArraySegment<byte> file, UnitWriter units)
    {
        using var package = OfficePackage.Open(file);
        var related = package.RelationshipsOf(package.MainPart).Values.ToLookup(target => target.Type, target => target.Part);
        var headings = related["styles"].Take(1).SelectMany(part => HeadingStyles(package, part)).ToHashSet();
        var sections = new SectionUnits(units);
        using (var body = package.OpenPart(package.MainPart)!) new WordPart(body, headings, sections).Read();

        foreach (var part in Notes.SelectMany(type => related[type].Take(1)))
        {
            using var notes = package.OpenPart(part);
            if (notes is null) continue;
            sections.Begin(UnitLabels.Footnotes);
            new WordPart(notes, [], sections).Read();
        }

        sections.Flush();
    }

    // Ids are in the language of the program; names are not.
    private static List<string> HeadingStyles(OfficePackage package, string part)
    {
        var headings = new List<string>();
        using var xml = package.OpenPart(part);
        var style = "";
        while (xml?.ReadNode() is true)
        {
            if (xml.IsStart("style")) style = xml.Attribute("styleId") ?? "";
            else if (xml.IsStart("name") && IsHeading(xml.Attribute("val") ?? "")) headings.Add(style);
        }

        return headings;
    }

    private static bool IsHeading(string name) =>
        name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) || name.Equals("title", StringComparison.OrdinalIgnoreCase);
}
