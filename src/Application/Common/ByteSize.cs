using System.Globalization;

namespace ChatAi.Application.Common;

public static class ByteSize
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static bool TryParse(string text, out long bytes)
    {
        var number = text.TrimEnd().TrimEnd([.. "BKMGTbkmgt"]).Trim();
        var unit = Array.FindIndex(Units, u => u.Equals(text.Trim()[number.Length..].Trim(), StringComparison.OrdinalIgnoreCase));
        var isNumber = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
        bytes = isNumber && unit >= 0 ? (long)Math.Min(value * Math.Pow(1000, unit), long.MaxValue / 2) : 0;
        return isNumber && unit >= 0;
    }

    /// <summary>Formatted as Ollama does: <c>5.2 GB</c>, <c>274 MB</c>. js/lib/human.js does the same.</summary>
    public static string Text(double bytes, CultureInfo? culture = null)
    {
        var unit = 0;
        for (; bytes >= 999.5 && unit < Units.Length - 1; unit++)
            bytes /= 1000;
        return $"{bytes.ToString(unit >= 3 ? "0.0" : "0", culture ?? CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
