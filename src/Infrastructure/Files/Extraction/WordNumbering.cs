using System.Globalization;
using System.Text;
using System.Xml;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Numbers of paragraphs, which Word counts and does not write: <c>1.</c>, <c>a)</c>, <c>§ 3.2</c>, and a dash for a
/// bullet.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    private sealed class Level
    {
        public int Start { get; set; } = 1;

        public string Format { get; set; } = "decimal";

        public string Text { get; set; } = "";
    }

    // Lists share the levels of a definition, and count on from each other.
    private sealed class Definition
    {
        public Level?[] Levels { get; } = new Level?[WordNumbering.Levels];

        public int?[] Counts { get; } = new int?[WordNumbering.Levels];
    }

    private sealed class List
    {
        public string Definition { get; set; } = "";

        public Dictionary<int, int> Starts { get; } = [];
    }

    private readonly Dictionary<string, Definition> _definitions = [];
    private readonly Dictionary<string, List> _lists = [];

    public static WordNumbering Read(XmlReader? xml)
    {
        var numbering = new WordNumbering();
        while (xml?.ReadNode() is true)
        {
            if (xml.IsStart("abstractNum")) numbering.ReadDefinition(xml);
            else if (xml.IsStart("num")) numbering.ReadList(xml);
        }

        return numbering;
    }

    /// <returns>The number of the next paragraph of a list, or an empty text.</returns>
    public string Next(string list, int level)
    {
        if (level is < 0 or >= Levels || !_lists.TryGetValue(list, out var found)) return "";
        if (!_definitions.TryGetValue(found.Definition, out var definition) || definition.Levels[level] is not { } own) return "";
        var counts = definition.Counts;
        if (found.Starts.Remove(level, out var start)) counts[level] = start;
        else counts[level] = counts[level] + 1 ?? own.Start;
        Array.Clear(counts, level + 1, Levels - level - 1);
        return own.Format == "bullet" ? "-" : NumberOf(definition, own.Text);
    }

    private void ReadDefinition(XmlReader xml)
    {
        var definition = _definitions[xml.Attribute("abstractNumId") ?? ""] = new Definition();
        if (xml.IsEmptyElement) return;
        var level = new Level();
        while (xml.ReadNode() && !xml.IsEnd("abstractNum"))
        {
            if (xml.IsStart("lvl"))
            {
                level = new Level();
                var at = Number(xml.Attribute("ilvl"));
                if (at < Levels) definition.Levels[at] = level;
            }
            else if (xml.IsStart("start")) level.Start = Number(xml.Attribute("val"));
            else if (xml.IsStart("numFmt")) level.Format = xml.Attribute("val") ?? "";
            else if (xml.IsStart("lvlText")) level.Text = xml.Attribute("val") ?? "";
        }
    }

    private void ReadList(XmlReader xml)
    {
        var list = _lists[xml.Attribute("numId") ?? ""] = new List();
        if (xml.IsEmptyElement) return;
        var level = 0;
        while (xml.ReadNode() && !xml.IsEnd("num"))
        {
            if (xml.IsStart("abstractNumId")) list.Definition = xml.Attribute("val") ?? "";
            else if (xml.IsStart("lvlOverride")) level = Number(xml.Attribute("ilvl"));
            else if (xml.IsStart("startOverride")) list.Starts[level] = Number(xml.Attribute("val"));
        }
    }

    // %2 in a text is the count of the second level.
    private static string NumberOf(Definition definition, string text)
    {
        var number = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 1 < text.Length && text[i + 1] is >= '1' and <= '9')
            {
                var level = text[++i] - '1';
                var other = definition.Levels[level];
                number.Append(Formatted(definition.Counts[level] ?? other?.Start ?? 1, other?.Format ?? ""));
            }
            else number.Append(text[i]);
        }

        return number.ToString().Trim();
    }

    private static string Formatted(int count, string format) => format switch
    {
        "none" => "",
        "lowerLetter" => Letters(count),
        "upperLetter" => Letters(count).ToUpperInvariant(),
        "lowerRoman" => Roman(count),
        "upperRoman" => Roman(count).ToUpperInvariant(),
        "decimalZero" => count.ToString("00", CultureInfo.InvariantCulture),
        _ => count.ToString(CultureInfo.InvariantCulture),
    };

    // After z come aa, bb and cc.
    private static string Letters(int count)
    {
        if (count is < 1 or > 780) return count.ToString(CultureInfo.InvariantCulture);
        return new string((char)('a' + (count - 1) % 26), (count - 1) / 26 + 1);
    }

    public static string Roman(int count)
    {
        if (count is < 1 or > 3999) return count.ToString(CultureInfo.InvariantCulture);
        (int Value, string Text)[] parts =
        [
            (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
            (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
        ];
        var roman = new StringBuilder();
        foreach (var (value, text) in parts)
        {
            for (; count >= value; count -= value) roman.Append(text);
        }

        return roman.ToString();
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 1_000_000) : 0;
}
