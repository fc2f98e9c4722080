using ChatAi.Application.Accounts;
using ChatAi.Application.Limits;
using ChatAi.WebUI.Limits;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Common;

/// <summary>An answer of server-sent events, as they come. It ends with the session of who asked.</summary>
internal static class EventStream
{
    /// <param name="needsServices">
    /// Whether the events are made with services of the request, which else are given up: a stream lasts for hours, and there are many.
    /// </param>
    public static IResult Of<T>(IAsyncEnumerable<T> events, Func<T, ServerEvent> shape, bool needsServices = false) =>
        new Answer<T>(events, shape, needsServices);

    private static async Task GiveUpServicesAsync(HttpContext context)
    {
        if (context.Features.Get<IServiceProvidersFeature>() is not RequestServicesFeature services) return;
        var scopes = context.RequestServices.GetRequiredService<IServiceScopeFactory>();
        context.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(context, scopes));
        await services.DisposeAsync();
    }

    private sealed class Answer<T>(IAsyncEnumerable<T> events, Func<T, ServerEvent> shape, bool needsServices) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            var watched = await context.RequestServices.GetRequiredService<IMediator>().Send(new WatchSessionQuery(), context.RequestAborted);
            if (!watched.IsSuccess)
            {
                await new Refusal(watched.Error).ExecuteAsync(context);
                return;
            }

            using var session = watched.Value;
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, context.RequestAborted);
            var place = context.RequestServices.GetRequiredService<OpenStreams>().Open(context.User.UserId()!.Value);
            if (!place.IsSuccess)
            {
                await new Refusal(place.Error).ExecuteAsync(context);
                return;
            }

            using var stream = place.Value;
            var response = context.Response;
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-cache,no-store";
            response.Headers.ContentEncoding = "identity";
            response.Headers["X-Accel-Buffering"] = "no";
            context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
            await response.StartAsync(context.RequestAborted);

            var services = context.RequestServices;
            var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            var patience = services.GetRequiredService<IOptions<LimitsOptions>>().Value.StuckReader;
            var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var writer = new EventStreamWriter(response.BodyWriter, json, services.GetRequiredService<TimeProvider>(), patience);
            if (!needsServices) await GiveUpServicesAsync(context);
            await writer.WriteAsync(events, shape, stopping, leaving.Token);

            // What is still on its way would hold the connection, and the memory for it, for as long as nothing is taken.
            if (writer.IsStuck) context.Abort();
        }
    }
}
