using System.Globalization;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>The formats of the cells of a workbook.</summary>
internal sealed class ExcelStyles
{
    private static readonly ExcelFormat General = new("General");

    // Currencies that depend on the country are left out.
    private readonly Dictionary<int, ExcelFormat> _formats = new()
    {
        [1] = new("0"),
        [2] = new("0.00"),
        [3] = new("#,##0"),
        [4] = new("#,##0.00"),
        [9] = new("0%"),
        [10] = new("0.00%"),
        [14] = new("m/d/yy"),
        [15] = new("d-mmm-yy"),
        [16] = new("d-mmm"),
        [17] = new("mmm-yy"),
        [18] = new("h:mm AM/PM"),
        [19] = new("h:mm:ss AM/PM"),
        [20] = new("h:mm"),
        [21] = new("h:mm:ss"),
        [22] = new("m/d/yy h:mm"),
        [37] = new("#,##0_);(#,##0)"),
        [38] = new("#,##0_);(#,##0)"),
        [39] = new("#,##0.00_);(#,##0.00)"),
        [40] = new("#,##0.00_);(#,##0.00)"),
        [45] = new("mm:ss"),
        [46] = new("[h]:mm:ss"),
        [47] = new("mm:ss.0"),
    };

    private readonly List<int> _cells = [];

    public bool Is1904 { get; set; }

    public void AddFormat(int id, string code) => _formats[id] = new ExcelFormat(code);

    public void AddCell(int format) => _cells.Add(format);

    public string Format(string value, string? style) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? FormatOf(style).Of(number, Is1904)
            : value;

    private ExcelFormat FormatOf(string? style)
    {
        if (!int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var cell) || cell >= _cells.Count) return General;
        return _formats.GetValueOrDefault(_cells[cell], General);
    }
}
