using Microsoft.AspNetCore.Html;

namespace ChatAi.WebUI.Display;

/// <summary>Times in sentences. js/lib/times.js shows them in the user's time zone.</summary>
internal static class TimeElement
{
    public static IHtmlContent Day(DateTimeOffset time) => Of("data-day", time, DisplayFormat.Day(time));

    public static IHtmlContent Moment(DateTimeOffset time) => Of("data-moment", time, DisplayFormat.Day(time));

    public static IHtmlContent Until(DateTimeOffset time) =>
        Of("data-until", time, $"{DisplayFormat.Day(time)}, {DisplayFormat.Clock(time)} UTC");

    private static HtmlString Of(string format, DateTimeOffset time, string text) =>
        new($"<time datetime=\"{DisplayFormat.Iso8601(time)}\" {format}>{text}</time>");
}
