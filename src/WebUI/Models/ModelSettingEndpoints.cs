using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class ModelSettingEndpoints
{
    public static void MapModelSettingEndpoints(this IEndpointRouteBuilder app)
    {
        var root = app.MapGroup("").Needs(Right.Root);
        root.MapPost("/model/load/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new LoadModelCommand(Urls.ModelName(name)), token));
        root.MapPost("/model/unload/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new UnloadModelCommand(Urls.ModelName(name)), token));
        root.MapPost("/model/hide/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new ShowModelToMembersCommand(Urls.ModelName(name), IsVisible: false), token));
        root.MapPost("/model/show/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new ShowModelToMembersCommand(Urls.ModelName(name), IsVisible: true), token));
        root.MapPost("/model/default/{**name}", (string? name, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new SetDefaultModelCommand(Urls.ModelName(name)), token));
        root.MapPost("/model/delete/{**name}", DeleteAsync);
        root.MapPost("/models/update", UpdateAsync);
        root.MapPost("/models/update/cancel", (HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new CancelUpdatesCommand(), token));
    }

    private static async Task<IResult> SendAsync(
        HttpContext context, IMediator mediator, IRequest<Result> command, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(command, cancellationToken);
        return StateChangeResult.ToHttpResult(context, result, await NextAsync(context));
    }

    // The model's own page returns to itself.
    private static async Task<string> NextAsync(HttpContext context)
    {
        var back = await context.Request.FormFieldAsync("back", context.RequestAborted);
        return back == "details" && context.Request.RouteValues["name"] is string name
            ? Urls.ModelDetails(Urls.ModelName(name))
            : "~/dashboard";
    }

    private static async Task<IResult> DeleteAsync(
        string? name, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var deleted = await mediator.Send(new DeleteModelCommand(Urls.ModelName(name)), cancellationToken);
        return StateChangeResult.ToHttpResult(context, deleted, "~/dashboard");
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var started = await mediator.Send(new UpdateModelsCommand(), cancellationToken);
        if (!started.IsSuccess) return new ProblemResult(started.Error);
        return context.WantsPage()
            ? TypedResults.LocalRedirect("~/dashboard")
            : TypedResults.Accepted((string?)null, new UpdatesResponse(started.Value));
    }
}
