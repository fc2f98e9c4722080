using System.Globalization;

namespace ChatAi.WebUI.Display;

/// <summary>The user's UTC offset, from a cookie that scripts set. The offset in minutes needs no time zone data on the server.</summary>
internal static class ClientTimeZone
{
    private const string Cookie = "chatai-offset";
    private const int MaxOffset = 14 * 60;

    /// <returns>UTC if the cookie is missing or invalid.</returns>
    public static TimeSpan UtcOffset(this HttpRequest request) =>
        int.TryParse(request.Cookies[Cookie], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes)
            && minutes is >= -MaxOffset and <= MaxOffset
            ? TimeSpan.FromMinutes(minutes)
            : TimeSpan.Zero;
}
