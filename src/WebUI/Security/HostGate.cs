using ChatAi.Application.Common;
using ChatAi.WebUI.Http;

namespace ChatAi.WebUI.Security;

internal sealed class HostGate(RequestDelegate next, KnownHosts hosts)
{
    public const string Sentence =
        "Chat AI can't be opened under this host name. Use its usual address, or ask an administrator to add the name "
            + "to Network__AllowedHosts.";

    public Task InvokeAsync(HttpContext context)
    {
        if (hosts.Has(context.Request.Host.Host)) return next(context);

        // Not a page, because its styles and scripts would be rejected as well.
        if (!context.WantsPage()) return new ProblemResult(AppError.Invalid("host.unknown", Sentence)).ExecuteAsync(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Sentence + "\n", context.RequestAborted);
    }
}
