using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

/// <summary>Reads times as Python programs write them.</summary>
internal static class LegacyTime
{
    // As seconds the year 5138, as milliseconds 1973: greater numbers are milliseconds.
    private const double MaxSeconds = 1e11;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    /// <returns>UTC, also for a time without a zone; null if it is not a time.</returns>
    public static DateTimeOffset? Of(JsonNode? value)
    {
        if (value is not JsonValue given) return null;
        if (given.TryGetValue(out long whole)) return OfSeconds(whole);
        if (given.TryGetValue(out double seconds)) return OfSeconds(seconds);
        if (!given.TryGetValue(out string? text)) return null;

        text = text.Trim();
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && text.Length > 8)
            return OfSeconds(number);
        return DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
    }

    private static DateTimeOffset? OfSeconds(double seconds)
    {
        if (seconds > MaxSeconds) seconds /= 1000;
        return seconds is >= 0 and <= MaxSeconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }
}
