using System.Globalization;
using System.Xml;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>What paragraphs have from their styles: whether they are headings, and the list that they belong to.</summary>
internal sealed class WordStyles
{
    private const int MaxBases = 20;

    private sealed class Style
    {
        public bool IsHeading { get; set; }

        public string? Base { get; set; }

        public string? List { get; set; }

        public int? Level { get; set; }
    }

    private readonly Dictionary<string, Style> _styles = [];

    // Ids are in the language of the program; names are not.
    public static WordStyles Read(XmlReader? xml)
    {
        var styles = new WordStyles();
        var style = new Style();
        while (xml?.ReadNode() is true)
        {
            if (xml.IsStart("style")) styles._styles[xml.Attribute("styleId") ?? ""] = style = new Style();
            else if (xml.IsStart("name")) style.IsHeading |= IsHeadingName(xml.Attribute("val") ?? "");
            else if (xml.IsStart("basedOn")) style.Base = xml.Attribute("val");
            else if (xml.IsStart("numId")) style.List = xml.Attribute("val");
            else if (xml.IsStart("ilvl")) style.Level = LevelOf(xml.Attribute("val"));
        }

        return styles;
    }

    public bool IsHeading(string id) => _styles.TryGetValue(id, out var style) && style.IsHeading;

    /// <summary>The list and the level in it, of the style or of those that it is based on.</summary>
    public (string? List, int Level) ListOf(string? id)
    {
        int? level = null;
        for (var i = 0; i < MaxBases && id is not null && _styles.TryGetValue(id, out var style); i++)
        {
            level ??= style.Level;
            if (style.List is not null) return (style.List, level ?? 0);
            id = style.Base;
        }

        return (null, level ?? 0);
    }

    public static int LevelOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 0;

    private static bool IsHeadingName(string name) =>
        name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) || name.Equals("title", StringComparison.OrdinalIgnoreCase);
}
