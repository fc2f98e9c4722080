using System.Diagnostics;
using System.Globalization;
using ChatAi.WebUI.Chats;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Http;

/// <summary>Of an endpoint (metadata), or of one response (feature).</summary>
/// <param name="Directives">Without that of scripts, which is for each response its own.</param>
internal sealed record PagePolicy(string Directives);

/// <summary>Headers of every response, including files, errors and early rejections.</summary>
internal static class SecurityHeaders
{
    // No 'unsafe-inline': injected markup must not run.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; manifest-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), "
        + "microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    private const string TwoYears = "max-age=63072000; includeSubDomains";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var start = Stopwatch.GetTimestamp();
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            var policy = context.Features.Get<PagePolicy>() ?? context.GetEndpoint()?.Metadata.GetMetadata<PagePolicy>();
            var directives = policy?.Directives ?? ContentSecurityPolicy;
            headers.ContentSecurityPolicy = $"{ScriptNonce.Directive(context)}; {directives}";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";

            if (DiagramSandbox.Loads(context.Request.Path)) headers.AccessControlAllowOrigin = "*";

            // Not for strangers: timings can reveal what a request does.
            if (context.User.Identity is { IsAuthenticated: true })
            {
                headers["Server-Timing"] = string.Create(
                    CultureInfo.InvariantCulture, $"app;dur={Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0}");
            }

            // Not for localhost, where it would affect other local servers.
            if (context.Request is { IsHttps: true, Host.Host: not "localhost" }) headers.StrictTransportSecurity = TwoYears;
            if (headers.ContentType is [{ } type] && IsText(type)) headers.ContentType = type + "; charset=utf-8";

            if (PageFiles.AreImmutable(context.Request.Path) && context.Response.StatusCode < 400)
                headers.CacheControl = "public, max-age=31536000, immutable";

            // Files set their own; other responses may be private.
            if (!headers.ContainsKey(HeaderNames.CacheControl)) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Whether a browser would guess the charset.</summary>
    private static bool IsText(string type) =>
        !type.Contains("charset", StringComparison.OrdinalIgnoreCase)
        && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase));
}
