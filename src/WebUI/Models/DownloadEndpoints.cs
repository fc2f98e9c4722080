using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Streams;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class DownloadEndpoints
{
    public static void MapDownloadEndpoints(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("").Needs(Right.Member);
        all.MapPost("/model/download/{**name}", DownloadAsync);
        all.MapGet("/model/download/{**name}", FollowAsync);
        all.MapGet("/model/downloads/events", FollowAllAsync);

        var root = app.MapGroup("/model/downloads/{id:guid}").Needs(Right.Root);
        root.MapPost("/cancel", (Guid id, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new CancelPullCommand(new ModelPullId(id)), token));
        root.MapPost("/pause", (Guid id, HttpContext context, IMediator mediator, CancellationToken token) =>
            SendAsync(context, mediator, new PausePullCommand(new ModelPullId(id)), token));
        root.MapPost("/resume", ResumeAsync);
        root.MapPost("/retry", ResumeAsync);
    }

    private static async Task<IResult> DownloadAsync(
        string? name, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var given = string.IsNullOrEmpty(name) ? await context.Request.FormFieldAsync("name", cancellationToken) : Urls.ModelName(name);
        var model = PastedModelName.Of(given);
        var pull = await mediator.Send(new PullModelCommand(model), cancellationToken);
        if (!pull.IsSuccess) return new ProblemResult(pull.Error);
        return context.WantsPage()
            ? TypedResults.LocalRedirect(await SetupGuideForm.NextAsync(context, "~/dashboard"))
            : TypedResults.Accepted(context.Resolve(Urls.DownloadModel(pull.Value.Model)), pull.Value.To<DownloadResponse>());
    }

    private static async Task<IResult> FollowAsync(string? name, IMediator mediator, CancellationToken cancellationToken)
    {
        var feed = await mediator.Send(new FollowDownloadsQuery(Urls.ModelName(name)), cancellationToken);
        if (!feed.IsSuccess) return new ProblemResult(feed.Error);
        return EventStream.Of(DownloadEvents.Of(feed.Value, cancellationToken), item => item);
    }

    private static async Task<IResult> FollowAllAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var feed = await mediator.Send(new FollowDownloadsQuery(), cancellationToken);
        if (!feed.IsSuccess) return new ProblemResult(feed.Error);
        return EventStream.Of(DownloadEvents.WithList(feed.Value, cancellationToken), item => item);
    }

    private static Task<IResult> ResumeAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(context, mediator, new ResumePullCommand(new ModelPullId(id)), cancellationToken);

    private static async Task<IResult> SendAsync(
        HttpContext context, IMediator mediator, IRequest<Result> command, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(command, cancellationToken);
        return StateChangeResult.ToHttpResult(context, result, "~/dashboard");
    }
}
