using System.Globalization;
using System.Text;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>How a cell shows a number, such as <c>#,##0.00 "€";(#,##0.00 "€")</c>. Digits and units are as shown, without separators of
/// thousands; dates are always as 2026-03-31, since many forms of them can be misread.</summary>
internal sealed class ExcelFormat
{
    // Between the two systems that count days, from 1900 and from 1904.
    private const int Days1904 = 1462;

    private readonly List<ExcelFormatSection> _sections = [];

    // For positive numbers, negative ones, zero and text.
    public ExcelFormat(string code)
    {
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '\\' && !isQuoted) i++;
            else if (code[i] == '"') isQuoted = !isQuoted;
            else if (code[i] == ';' && !isQuoted)
            {
                _sections.Add(new ExcelFormatSection(code[start..i]));
                start = i + 1;
            }
        }

        _sections.Add(new ExcelFormatSection(code[start..]));
    }

    public string Of(double number, bool is1904)
    {
        var section = _sections[0];
        if (section.IsTime) return TimeOf(number, is1904, section) ?? Plain(number);
        if (_sections.Exists(part => part.HasCondition)) return Plain(number);
        if (number < 0 && _sections.Count > 1) return Shown(-number, _sections[1]);
        if (number == 0 && _sections.Count > 2) section = _sections[2];
        return number < 0 ? "-" + Shown(-number, section) : Shown(number, section);
    }

    private static string Shown(double number, ExcelFormatSection section)
    {
        if (section.IsHidden) return "";
        var text = new StringBuilder(section.Prefix);
        if (section.Digits is { } digits) text.Append(Rounded(number * section.Scale, digits));
        else if (section.IsGeneral) text.Append(Plain(section.IsPercent ? number * 100 : number));
        return text.Append(section.Suffix).ToString().Trim();
    }

    // A decimal has the 15 digits that Excel rounds by.
    private static string Rounded(double number, string digits) => Math.Abs(number) < 1e27
        ? ((decimal)number).ToString(digits, CultureInfo.InvariantCulture)
        : number.ToString(digits, CultureInfo.InvariantCulture);

    private static string Plain(double number) => number.ToString("G15", CultureInfo.InvariantCulture);

    // Null outside the years 1900 to 9999.
    private static string? TimeOf(double number, bool is1904, ExcelFormatSection section)
    {
        if (section.IsElapsed) return ElapsedOf(number, section);
        var days = is1904 ? number + Days1904 : number;
        if (days is < 0 or >= 2_958_466) return null;
        var time = DateTime.FromOADate(days);
        var clock = section.HasSeconds ? "HH:mm:ss" : "HH:mm";
        if (!section.HasDate || days < 1) return time.ToString(clock, CultureInfo.InvariantCulture);
        return time.ToString(section.HasClock ? "yyyy-MM-dd " + clock : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string? ElapsedOf(double days, ExcelFormatSection section)
    {
        if (Math.Abs(days) > 2_958_466) return null;
        var time = TimeSpan.FromSeconds(Math.Round(Math.Abs(days) * 86400));
        var hours = string.Create(CultureInfo.InvariantCulture, $"{(days < 0 ? "-" : "")}{(int)time.TotalHours}:{time:mm}");
        return section.HasSeconds ? string.Create(CultureInfo.InvariantCulture, $"{hours}:{time:ss}") : hours;
    }
}
