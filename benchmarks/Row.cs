using System.Globalization;

namespace ChatAi.Benchmarks;

/// <summary>A line of the table. The yardstick is the least that could be needed for the same, measured in the same run.</summary>
internal sealed record Row(string What, double Portal, double? Yardstick, string Unit, int Count)
{
    /// <summary>What it is to be; empty where nothing is promised.</summary>
    public string Target { get; init; } = "";

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {What} | {Portal:0.0##} {Unit} | {(Yardstick is { } y ? $"{y:0.0##} {Unit}" : "")} | "
                + $"{(Yardstick is > 0 ? $"{Portal / Yardstick:0.0#}" : "")} | {Target} | {Count} |"
        );
}

internal static class Percentiles
{
    /// <summary>The smallest value that so many percent do not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }
}
