using System.Globalization;
using System.Text;
using System.Xml;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>The cells of one sheet.</summary>
internal sealed class ExcelSheet(XmlReader xml, List<string> shared, ExcelStyles styles)
{
    private const int MaxRow = 1_048_576;
    private const int MaxColumn = 16_384;

    public void Read(RowUnits rows)
    {
        var row = 0;
        while (xml.ReadNode())
        {
            if (!xml.IsStart("row")) continue;
            row = int.TryParse(xml.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : row + 1;
            if (row is < 1 or > MaxRow) return;
            if (!xml.IsEmptyElement) rows.Add(row, Cells());
        }
    }

    /// <summary>The text of an element with runs, without the pronunciation that East Asian text may have.</summary>
    public static string RichText(XmlReader xml, string element)
    {
        if (xml.IsEmptyElement) return "";
        var text = new StringBuilder();
        var isText = false;
        while (xml.ReadNode() && !xml.IsEnd(element))
        {
            if (xml.IsStart("rPh")) xml.SkipElement();
            else if (xml.IsStart("t")) isText = !xml.IsEmptyElement;
            else if (xml.IsEnd("t")) isText = false;
            else if (isText && xml.IsText()) text.Append(xml.Value);
        }

        return text.ToString();
    }

    private List<(int Column, string Text)> Cells()
    {
        var cells = new List<(int, string)>();
        var column = -1;
        while (xml.ReadNode() && !xml.IsEnd("row"))
        {
            if (!xml.IsStart("c")) continue;
            column = ColumnOf(xml.Attribute("r")) ?? column + 1;
            var (type, style) = (xml.Attribute("t"), xml.Attribute("s"));
            var text = xml.IsEmptyElement ? "" : Cell(type, style);
            if (column < MaxColumn && text.Length > 0) cells.Add((column, text));
        }

        return cells;
    }

    private string Cell(string? type, string? style)
    {
        var (value, formula, inline, isValue, isFormula) = ("", "", "", false, false);
        while (xml.ReadNode() && !xml.IsEnd("c"))
        {
            if (xml.IsStart("is")) inline = RichText(xml, "is");
            else if (xml.IsStart("v")) isValue = !xml.IsEmptyElement;
            else if (xml.IsEnd("v")) isValue = false;
            else if (xml.IsStart("f")) isFormula = !xml.IsEmptyElement;
            else if (xml.IsEnd("f")) isFormula = false;
            else if (isValue && xml.IsText()) value += xml.Value;
            else if (isFormula && xml.IsText()) formula += xml.Value;
        }

        // Programs that do not calculate leave that to the reader.
        if (value.Length == 0 && formula.Length > 0 && type is (null or "n")) return "=" + formula;
        return type switch
        {
            "s" => Shared(value),
            "inlineStr" => inline,
            "b" => value == "1" ? "TRUE" : "FALSE",
            "str" or "e" or "d" => value,
            _ => styles.Format(value, style),
        };
    }

    private string Shared(string index) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < shared.Count ? shared[at] : "";

    // B3 is column 1.
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c) || column > MaxColumn) break;
            column = column * 26 + (c - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }
}
