using System.Globalization;
using ChatAi.Application.Common;

namespace ChatAi.WebUI.Display;

/// <summary>js/lib/human.js has the same formats.</summary>
internal static class DisplayFormat
{
    public static string Bytes(double bytes) => ByteSize.Text(bytes, CultureInfo.CurrentCulture);

    /// <summary>A context length: <c>128k</c>, <c>40k</c>, <c>512</c>.</summary>
    public static string Tokens(int? tokens) => tokens switch
    {
        null => "–",
        < 1000 => Count(tokens.Value),
        < 1_000_000 => $"{tokens.Value / (tokens.Value % 1024 == 0 ? 1024 : 1000)}k",
        _ => string.Create(CultureInfo.CurrentCulture, $"{tokens.Value / 1_000_000.0:0.#}M"),
    };

    /// <summary>Used tokens: <c>3.4k</c>, <c>34k</c>, <c>512</c>.</summary>
    public static string TokensAbout(int tokens) => tokens switch
    {
        < 1000 => Count(tokens),
        < 10_000 => string.Create(CultureInfo.CurrentCulture, $"{tokens / 100 / 10.0:0.0}k"),
        _ => $"{tokens / 1000}k",
    };

    public static string Milliseconds(TimeSpan time) =>
        $"{time.TotalMilliseconds.ToString(time.TotalMilliseconds < 1 ? "0.0" : "0", CultureInfo.CurrentCulture)} ms";

    /// <summary><c>1st</c>, <c>2nd</c>, <c>11th</c>; in German <c>1.</c></summary>
    public static string Ordinal(int place)
    {
        if (CultureInfo.CurrentUICulture.Name == "de") return $"{Count(place)}.";

        var end = (place % 100, place % 10) switch
        {
            (11 or 12 or 13, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{place}{end}");
    }

    public static string OrDash(string text) => text.Length > 0 ? text : "–";

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    public static string Duration(TimeSpan time) => Math.Max(1, (int)Math.Round(time.TotalSeconds)) switch
    {
        < 60 and var seconds => $"{seconds} s",
        var seconds => $"{seconds / 60} min {seconds % 60} s",
    };

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.CurrentCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>The browser replaces it by the local time.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d", CultureInfo.CurrentCulture);

    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset time) =>
        $"{Day(time)}, {time.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}";

    public static string Iso8601(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Initials(string name)
    {
        var parts = name.Split(['.', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        var letters = parts.Length > 1 ? $"{parts[0][0]}{parts[1][0]}" : name[..Math.Min(2, name.Length)];
        return letters.ToUpperInvariant();
    }
}
