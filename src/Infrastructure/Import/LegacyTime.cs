using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

/// <summary>Times as Python programs write them.</summary>
internal static class LegacyTime
{
    // Seconds of the year 5138, and milliseconds of 1973: what is greater is milliseconds.
    private const double MostSeconds = 1e11;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    /// <returns>UTC, which is also what a time without a zone is taken for; null for what is no time.</returns>
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
        if (seconds > MostSeconds) seconds /= 1000;
        return seconds is >= 0 and <= MostSeconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }
}
