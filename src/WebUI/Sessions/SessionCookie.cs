namespace ChatAi.WebUI.Sessions;

/// <summary>Holds the key to a session.</summary>
internal static class SessionCookie
{
    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext context, string key, DateTimeOffset expiresAt)
    {
        var options = Options(context.Request);
        options.Expires = expiresAt;
        context.Response.Cookies.Append(NameFor(context.Request), key, options);
    }

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request));

    /// <summary>
    /// Over HTTPS with <c>__Host-</c>, which browsers take only from this very host and over HTTPS (RFC 6265bis, 4.1.3.2);
    /// without HTTPS they would not take it at all. That prefix allows no other path than <c>/</c>, so the path base goes into the name:
    /// two portals at one host do not overwrite each other's cookies.
    /// </summary>
    public static string NameFor(HttpRequest request, string name = "chatai-session") =>
        (request.IsHttps ? "__Host-" : "") + name + request.PathBase.Value?.Replace('/', '.');

    public static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
