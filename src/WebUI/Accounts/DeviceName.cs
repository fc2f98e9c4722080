using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Accounts;

/// <summary>A short name for a device, from its unverified user agent.</summary>
internal static class DeviceName
{
    // The first match counts: Edge and Opera also contain Chrome, Chrome contains Safari, and phones contain Linux or Mac.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];

    /// <summary>For example <c>Firefox on Windows</c>.</summary>
    public static string Of(string userAgent, IStringLocalizer<AccountTexts> texts)
    {
        var (browser, system) = (First(Browsers, userAgent), First(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => texts["Unknown device"],
            (null, _) => system,
            (_, null) => browser,
            _ => texts["{0} on {1}", browser, system],
        };
    }

    private static string? First((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
