using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Http;
using MediatR;

namespace ChatAi.WebUI.Sessions;

/// <summary>Redirects every request to the sign-up page until there is a first account.</summary>
internal sealed class RequireFirstAccount(RequestDelegate next)
{
    public const string Path = "/register_root";

    // Cached, because the last administrator cannot be removed.
    private volatile bool _hasOwner;

    public async Task InvokeAsync(HttpContext context)
    {
        if (_hasOwner || context.GetEndpoint()?.Metadata.GetMetadata<WorksWithoutAccount>() is not null)
        {
            await next(context);
            return;
        }

        var mediator = context.RequestServices.GetRequiredService<IMediator>();
        var state = await mediator.Send(new GetSignInStateQuery(), context.RequestAborted);
        _hasOwner = state.IsSuccess && state.Value.HasRoot;
        if (_hasOwner)
            await next(context);
        else if (context.WantsPage())
            context.Response.Redirect(context.Request.PathBase + Path);
        else
            await new ProblemResult(AppError.Conflict("root.missing", context.Request.PathBase + Path)).ExecuteAsync(context);
    }
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class WorksWithoutAccount : Attribute;
