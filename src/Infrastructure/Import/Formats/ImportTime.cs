using System.Globalization;
using System.Text.Json;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>Times as other programs write them: seconds or milliseconds since 1970, or ISO 8601.</summary>
internal static class ImportTime
{
    // As seconds the year 5138, as milliseconds 1973: greater numbers are milliseconds.
    private const double MaxSeconds = 1e11;

    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    /// <summary>Whether pages can show it: other clocks may be wrong, but not by much.</summary>
    public static bool IsPlausible(DateTimeOffset time, DateTimeOffset now) => time >= DateTimeOffset.UnixEpoch && time <= now + Ahead;

    /// <returns>Null if it is not a time.</returns>
    public static DateTimeOffset? TimeOf(this JsonElement json, string name, DateTimeOffset now)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value)) return null;
        var time = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var number) => OfSeconds(number > MaxSeconds ? number / 1000 : number),
            JsonValueKind.String when DateTimeOffset.TryParse(value.Text(), CultureInfo.InvariantCulture, Utc, out var read) => read,
            _ => (DateTimeOffset?)null,
        };
        return time is { } found && IsPlausible(found, now) ? found : null;
    }

    private static DateTimeOffset? OfSeconds(double seconds) =>
        seconds is > 0 and <= MaxSeconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
}
