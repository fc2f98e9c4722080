using ChatAi.Application.Common;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;

namespace ChatAi.WebUI.Security;

internal sealed class HostGate(RequestDelegate next, KnownHosts hosts)
{
    public static readonly AppError Unknown = AppError.Invalid("host.unknown");

    public Task InvokeAsync(HttpContext context)
    {
        if (hosts.Has(context.Request.Host.Host)) return next(context);

        // Not a page, because its styles and scripts would be rejected as well.
        if (!context.WantsPage()) return new ProblemResult(Unknown).ExecuteAsync(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(context.ErrorText().Of(Unknown) + "\n", context.RequestAborted);
    }
}
