using ChatAi.Application.Common;
using ChatAi.WebUI.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace ChatAi.WebUI.Security;

/// <summary>Protects every state change from cross-site requests: checks the origin, the content type and the antiforgery token.
/// One middleware, so that no endpoint can forget it.</summary>
internal static class StateChangeGate
{
    public const string TokenHeader = "RequestVerificationToken";

    private static readonly ProblemResult FromElsewhere = new(AppError.Forbidden("request.cross-site"));

    private static readonly ProblemResult WrongContent = new(AppError.Invalid("body.type"));

    private static readonly ProblemResult UnknownEncoding = new(AppError.Invalid("body.encoding"));

    private static readonly ProblemResult OutOfDate = new(AppError.Invalid("page.out-of-date"));

    public static IApplicationBuilder UseStateChangeGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (await RefusalOfAsync(context) is { } refusal) await refusal.ExecuteAsync(context);
        else await next(context);
    });

    private static async Task<ProblemResult?> RefusalOfAsync(HttpContext context)
    {
        if (!MayChangeState(context)) return null;
        if (IsCrossOrigin(context.Request)) return FromElsewhere;
        if (HasUnsupportedBody(context)) return WrongContent;
        if (await BodyEncoding.IsUnknownAsync(context.Request)) return UnknownEncoding;
        return await HasTokenAsync(context) ? null : OutOfDate;
    }

    private static bool MayChangeState(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && context.GetEndpoint() is RouteEndpoint endpoint
        && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false };

    // Browsers send Sec-Fetch-Site over HTTPS and Origin over HTTP; programs send neither.
    private static bool IsCrossOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is not ("same-origin" or "none");
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin) return false;

        // Without the scheme and the port: a proxy may terminate HTTPS.
        var host = request.Host;
        return !Uri.TryCreate(origin, UriKind.Absolute, out var from)
            || !from.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
            || from.Port != (host.Port ?? (from.Scheme == Uri.UriSchemeHttps ? 443 : 80));
    }

    // Other sites can send only forms and plain text without a CORS preflight. No endpoint accepts plain text.
    private static bool HasUnsupportedBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
        && context.Request is { HasFormContentType: false } request
        && !request.HasJsonContentType()
        && !RawBodyAttribute.Accepts(context);

    private static async Task<bool> HasTokenAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException invalid) when (invalid.InnerException is BadHttpRequestException bad)
        {
            throw bad;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
