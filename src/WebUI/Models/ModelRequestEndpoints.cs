using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class ModelRequestEndpoints
{
    private const string Requests = "~/dashboard#requests";

    public static void MapModelRequestEndpoints(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("").Needs(Right.Member);
        all.MapPost("/model/request/{**name}", RequestAsync);
        all.MapGet("/model/requests", ListAsync);

        var root = app.MapGroup("/model/requests/{id:guid}").Needs(Right.Root);
        root.MapPost("/approve", (Guid id, HttpContext context, IMediator mediator, CancellationToken token) =>
            DecideAsync(id, true, context, mediator, token));
        root.MapPost("/decline", (Guid id, HttpContext context, IMediator mediator, CancellationToken token) =>
            DecideAsync(id, false, context, mediator, token));
    }

    private static async Task<IResult> RequestAsync(
        string? name, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var given = string.IsNullOrEmpty(name) ? await context.Request.FormFieldAsync("name", cancellationToken) : Urls.ModelName(name);
        var reason = await context.Request.FormFieldAsync("reason", cancellationToken);
        var requested = await mediator.Send(new RequestModelCommand(PastedModelName.Of(given), reason), cancellationToken);
        return StateChangeResult.ToHttpResult(context, requested, Requests);
    }

    private static async Task<IResult> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var requests = await mediator.Send(new ListRequestsQuery(), cancellationToken);
        return requests.IsSuccess ? TypedResults.Ok(requests.Value.Select(r => r.To<RequestMessage>())) : new ProblemResult(requests.Error);
    }

    private static async Task<IResult> DecideAsync(
        Guid id, bool isApproved, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await context.Request.FormFieldAsync("answer", cancellationToken);
        var decided = await mediator.Send(new DecideRequestCommand(new ModelRequestId(id), isApproved, answer), cancellationToken);
        return StateChangeResult.ToHttpResult(context, decided, Requests);
    }
}
