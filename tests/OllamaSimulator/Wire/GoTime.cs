using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatAi.OllamaSimulator;

internal static partial class GoTime
{
    /// <summary>Go's longest duration; <c>keep_alive: -1</c> means this, hence expires_at in year 2319 (transcript 120).</summary>
    public static readonly TimeSpan Forever = TimeSpan.FromTicks(long.MaxValue / 100);

    /// <summary>RFC 3339 with nanoseconds, trailing zeros dropped: more digits than .NET's own parser takes.</summary>
    public static string Format(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        // A .NET tick is 100 ns; the two digits below it are made up from the ones above.
        var nanoseconds = (utc.Ticks % TimeSpan.TicksPerSecond * 100) + (utc.Ticks % 97);
        var fraction = nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        var seconds = utc.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return fraction.Length == 0 ? $"{seconds}Z" : $"{seconds}.{fraction}Z";
    }

    /// <summary>A duration as Go writes it, such as <c>1h30m</c>, <c>10m</c> or <c>-1s</c>.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
            return true;
        var match = Duration().Match(text);
        if (!match.Success)
            return false;
        foreach (var (number, unit) in match.Groups["n"].Captures.Zip(match.Groups["u"].Captures))
            duration += double.Parse(number.Value, CultureInfo.InvariantCulture) * Unit(unit.Value);
        if (match.Groups["minus"].Success)
            duration = -duration;
        return true;
    }

    public static long Nanoseconds(TimeSpan duration) => duration.Ticks * 100;

    private static TimeSpan Unit(string unit) => unit switch
    {
        "h" => TimeSpan.FromHours(1),
        "m" => TimeSpan.FromMinutes(1),
        "s" => TimeSpan.FromSeconds(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        "us" or "µs" => TimeSpan.FromMicroseconds(1),
        _ => TimeSpan.Zero,
    };

    [GeneratedRegex(@"^(?<minus>-)?\+?((?<n>\d+(\.\d*)?)(?<u>h|ms|m|s|us|µs|ns))+$")]
    private static partial Regex Duration();
}
