using ChatAi.Application.Models;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;

namespace ChatAi.WebUI.Models;

internal static class ModelEndpoints
{
    public static void MapModelEndpoints(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("").Needs(Right.Member);
        all.MapGet("/models/list", ListAsync);
        all.MapGet("/ollama/status", StatusAsync);
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
}
