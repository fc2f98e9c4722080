using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>How numbers are shown: as they are, as dates, or as percentages.</summary>
internal sealed partial class ExcelStyles
{
    // Between the two systems that count days, from 1900 and from 1904.
    private const int Days1904 = 1462;

    private readonly Dictionary<int, string> _formats = new()
    {
        [9] = "0%",
        [10] = "0.00%",
        [14] = "m/d/yy",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm",
        [19] = "h:mm",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "m/d/yy h:mm",
        [45] = "mm:ss",
        [46] = "h:mm:ss",
        [47] = "mm:ss.0",
    };

    private readonly List<int> _cells = [];

    public bool Is1904 { get; set; }

    public void AddFormat(int id, string code) => _formats[id] = Ignored().Replace(code, "");

    public void AddCell(int format) => _cells.Add(format);

    public string Format(string value, string? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
        var format = FormatOf(style);
        if (format.Contains('%')) return (number * 100).ToString("0.############", CultureInfo.InvariantCulture) + "%";
        return DateParts().IsMatch(format) && Date(number) is { } date ? date : number.ToString("G15", CultureInfo.InvariantCulture);
    }

    private string FormatOf(string? style)
    {
        if (!int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var cell) || cell >= _cells.Count) return "";
        return _formats.GetValueOrDefault(_cells[cell], "");
    }

    // Null outside the years 1900 to 9999.
    private string? Date(double number)
    {
        var days = Is1904 ? number + Days1904 : number;
        if (days is < 0 or >= 2_958_466) return null;
        var time = DateTime.FromOADate(days);
        if (days < 1) return time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return time.ToString(time.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    // Quoted and escaped text, and what is in brackets, such as colours.
    [GeneratedRegex("""
        "[^"]*"|\\.|\[[^\]]*\]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Ignored();

    [GeneratedRegex("[ymdhs]", RegexOptions.IgnoreCase)]
    private static partial Regex DateParts();
}
