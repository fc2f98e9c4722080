namespace ChatAi.WebUI.Sessions;

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

    /// <summary>The prefix <c>__Host-</c> protects the cookie from other hosts, but browsers accept it only over HTTPS (RFC 6265bis,
    /// 4.1.3.2). It requires the path <c>/</c>, so the name contains the path base to separate portals on the same host.</summary>
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
