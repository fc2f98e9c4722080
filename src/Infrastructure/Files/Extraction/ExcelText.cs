using System.Globalization;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Excel workbooks: the rows of each sheet. The size that a sheet declares is ignored.</summary>
internal static class ExcelText
{
    private sealed record Sheet(string Name, string Part, bool IsHidden);

    public static void Read(ArraySegment<byte> file, UnitWriter units)
    {
        using var package = OfficePackage.Open(file);
        var targets = package.RelationshipsOf(package.MainPart);
        var styles = new ExcelStyles();
        var sheets = Sheets(package, targets, styles);
        var shared = new List<string>();
        foreach (var (type, part) in targets.Values)
        {
            if (type == "sharedStrings") shared = SharedStrings(package, part);
            if (type == "styles") ReadStyles(package, part, styles);
        }

        var number = 0;
        for (var i = 0; i < sheets.Count; i++)
        {
            var (name, part, isHidden) = sheets[i];
            var rows = new RowUnits(units, (first, last) => isHidden
                ? UnitLabels.HiddenSheet(name, first, last)
                : UnitLabels.Sheet(name, first, last)).After(number);
            using (var xml = package.OpenPart(part))
            {
                if (xml is not null) new ExcelSheet(xml, shared, styles).Read(rows);
            }

            rows.Flush();
            number = rows.Number;
            units.Progress(i + 1, sheets.Count);
        }
    }

    private static List<Sheet> Sheets(
        OfficePackage package, IReadOnlyDictionary<string, (string Type, string Part)> targets, ExcelStyles styles)
    {
        var sheets = new List<Sheet>();
        using var xml = package.OpenPart(package.MainPart)!;
        while (xml.ReadNode())
        {
            if (xml.IsStart("workbookPr")) styles.Is1904 = xml.Attribute("date1904") is "1" or "true";
            if (!xml.IsStart("sheet") || !targets.TryGetValue(xml.RelationshipId(), out var target)) continue;
            sheets.Add(new Sheet(xml.Attribute("name") ?? "", target.Part, xml.Attribute("state") is "hidden" or "veryHidden"));
        }

        return sheets;
    }

    private static List<string> SharedStrings(OfficePackage package, string part)
    {
        var strings = new List<string>();
        using var xml = package.OpenPart(part);
        while (xml?.ReadNode() is true)
            if (xml.IsStart("si")) strings.Add(ExcelSheet.RichText(xml, "si"));
        return strings;
    }

    private static void ReadStyles(OfficePackage package, string part, ExcelStyles styles)
    {
        using var xml = package.OpenPart(part);
        var isCell = false;
        while (xml?.ReadNode() is true)
        {
            if (xml.IsStart("cellXfs")) isCell = true;
            else if (xml.IsEnd("cellXfs")) isCell = false;
            else if (xml.IsStart("numFmt")) styles.AddFormat(Number(xml.Attribute("numFmtId")), xml.Attribute("formatCode") ?? "");
            else if (isCell && xml.IsStart("xf")) styles.AddCell(Number(xml.Attribute("numFmtId")));
        }
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
