using ChatAi.Application.Common;
using Microsoft.AspNetCore.Antiforgery;

namespace ChatAi.WebUI.Common;

/// <summary>Every state change carries the token, whatever endpoint takes it: one middleware, so that none can forget it.</summary>
internal static class AntiforgeryTokens
{
    public const string Header = "RequestVerificationToken";

    private static readonly Refusal OutOfDate = new(AppError.Invalid("page.out-of-date",
        "This page is out of date. Reload it and try again; what you wrote is kept in your browser."));

    public static IApplicationBuilder UseAntiforgeryTokens(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!NeedsToken(context) || await IsValidAsync(context)) await next(context);
        else await OutOfDate.ExecuteAsync(context);
    });

    private static bool NeedsToken(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && !HttpMethods.IsOptions(context.Request.Method)
        && context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false };

    private static async Task<bool> IsValidAsync(HttpContext context)
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
