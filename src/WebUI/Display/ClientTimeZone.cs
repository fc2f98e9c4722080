using System.Globalization;

namespace ChatAi.WebUI.Display;

/// <summary>
/// The days of the reader, who lives in another zone than UTC. Their browser tells its distance in a cookie, in minutes:
/// not the zone's name, which the server might not know, and which it would have to look up among its files.
/// </summary>
internal static class ClientTimeZone
{
    private const string Cookie = "chatai-offset";
    private const int Furthest = 14 * 60;

    /// <returns>UTC before the browser has told, or where it tells what cannot be.</returns>
    public static TimeSpan UtcOffset(this HttpRequest request) =>
        int.TryParse(request.Cookies[Cookie], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes)
            && minutes is >= -Furthest and <= Furthest
            ? TimeSpan.FromMinutes(minutes)
            : TimeSpan.Zero;
}
