using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class PolicyEndpoints
{
    public static void MapPolicyEndpoints(this IEndpointRouteBuilder app) =>
        app.MapPost("/models/policy", SaveAsync).Needs(Right.Root);

    private static async Task<IResult> SaveAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var numbers = new NumberFields(context);
        var memory = await numbers.ReadAsync("memory", Reason.Of("policy.memory"));
        if (numbers.Wrong.Count > 0) return new ProblemResult(AppError.OfFields("policy.number", numbers.Wrong));

        var mayPull = await context.Request.FormFieldAsync("members_may_pull", cancellationToken) is "on" or "true";
        var saved = await mediator.Send(new SavePolicyCommand(mayPull, memory), cancellationToken);
        var next = await SetupGuideForm.NextAsync(context, "~/settings?saved=true#policy");
        return StateChangeResult.ToHttpResult(context, saved, next);
    }
}
