using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Streams;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class ModelEndpoints
{
    public static void MapModelEndpoints(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("").Needs(Right.Member);
        all.MapGet("/models/list", ListAsync);
        all.MapGet("/ollama/status", StatusAsync);
        all.MapPost("/model/download/{**name}", DownloadAsync);
        all.MapGet("/model/download/{**name}", FollowAsync);
        all.MapGet("/model/downloads/events", FollowAllAsync);

        var root = app.MapGroup("").Needs(Right.Root);
        root.MapPost("/model/downloads/{id:guid}/cancel", CancelAsync);
        root.MapPost("/model/downloads/{id:guid}/pause", PauseAsync);
        root.MapPost("/model/downloads/{id:guid}/resume", ResumeAsync);
        root.MapPost("/model/downloads/{id:guid}/retry", ResumeAsync);
        root.MapPost("/model/delete/{**name}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var installed = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!installed.IsSuccess) return new ProblemResult(installed.Error);
        var available = await mediator.Send(new ListAvailableModelsQuery(), cancellationToken);
        return available.IsSuccess
            ? TypedResults.Ok(new ModelsResponse(installed.Value, available.Value))
            : new ProblemResult(available.Error);
    }

    private static async Task<IResult> StatusAsync(IMediator mediator, CancellationToken cancellationToken, bool now = false)
    {
        var status = await mediator.Send(new GetModelServerStatusQuery(now), cancellationToken);
        if (!status.IsSuccess) return new ProblemResult(status.Error);
        var server = status.Value;
        return TypedResults.Ok(new StatusResponse(
            server.IsConnected, server.IsConnected ? "connected" : "disconnected", server.Version, server.Latency?.TotalMilliseconds,
            server.Models, server.Broken, server.Running, server.Since, server.Host, server.Error, server.Disk));
    }

    private static async Task<IResult> DownloadAsync(
        string? name,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var given = string.IsNullOrEmpty(name) ? await context.Request.FormFieldAsync("name", cancellationToken) : Urls.ModelName(name);
        var model = PastedModelName.Of(given);
        var pull = await mediator.Send(new PullModelCommand(model), cancellationToken);
        if (!pull.IsSuccess) return new ProblemResult(pull.Error);
        return context.WantsPage()
            ? TypedResults.LocalRedirect(await NextAsync(context, "~/dashboard"))
            : TypedResults.Accepted(context.Resolve(Urls.DownloadModel(pull.Value.Model)), pull.Value.To<DownloadResponse>());
    }

    /// <summary>The setup guide, where the form is part of it.</summary>
    internal static async Task<string> NextAsync(HttpContext context, string next) =>
        await context.Request.FormFieldAsync("back", context.RequestAborted) == "new-chat" ? Urls.Home : next;

    private static async Task<IResult> FollowAsync(string? name, IMediator mediator, CancellationToken cancellationToken)
    {
        var feed = await mediator.Send(new FollowDownloadsQuery(Urls.ModelName(name)), cancellationToken);
        return feed.IsSuccess ? EventStream.Of(Items(feed.Value, cancellationToken), item => item) : new ProblemResult(feed.Error);
    }

    private static async Task<IResult> FollowAllAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var feed = await mediator.Send(new FollowDownloadsQuery(), cancellationToken);
        if (!feed.IsSuccess) return new ProblemResult(feed.Error);
        var there = new ServerEvent("downloads", new DownloadsMessage(feed.Value.Now.Select(d => d.Id.Value)));
        var first = feed.Value.Updates is { } updates ? new[] { there, new ServerEvent("updates", updates) } : [there];
        return EventStream.Of(first.ToAsyncEnumerable().Concat(Items(feed.Value, cancellationToken)), item => item);
    }

    private static async Task<IResult> CancelAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new CancelPullCommand(new ModelPullId(id)), cancellationToken),
            "~/dashboard"
        );

    private static async Task<IResult> PauseAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new PausePullCommand(new ModelPullId(id)), cancellationToken),
            "~/dashboard"
        );

    private static async Task<IResult> ResumeAsync(Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new ResumePullCommand(new ModelPullId(id)), cancellationToken),
            "~/dashboard"
        );

    private static async Task<IResult> DeleteAsync(
        string? name,
        HttpContext context,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        StateChangeResult.ToHttpResult(
            context,
            await mediator.Send(new DeleteModelCommand(Urls.ModelName(name)), cancellationToken),
            "~/dashboard"
        );

    private static async IAsyncEnumerable<ServerEvent> Items(
        DownloadsFeed feed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var progress in feed.Now) yield return Item(progress);
        var shown = new HashSet<ModelPullId>();
        await foreach (var progress in feed.Changes.WithCancellation(cancellationToken))
        {
            // Hundreds of update checks are reported as a count, except those that download something.
            if (!progress.IsQuiet) shown.Add(progress.Id);
            if (!progress.IsQuiet || (progress.HasEnded && shown.Remove(progress.Id))) yield return Item(progress);
            if (progress.Updates is { } updates) yield return new ServerEvent("updates", updates);
        }
    }

    private static ServerEvent Item(PullProgress progress)
    {
        var type = progress.Status switch
        {
            PullStatus.Succeeded => "done",
            PullStatus.Failed or PullStatus.Cancelled => "failed",
            _ => "progress",
        };
        return new ServerEvent(type, progress.To<ProgressMessage>());
    }
}
