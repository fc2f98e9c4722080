using ChatAi.Application.Accounts;
using ChatAi.Application.Limits;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Streams;

/// <summary>A response of server-sent events, which ends with the user's session.</summary>
internal static class EventStream
{
    // A stream gets this long to send its last events when the portal stops.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    /// <param name="needsServices">Whether the events use services of the request. Otherwise they are disposed early, because a stream
    /// lasts for hours.</param>
    public static IResult Of<T>(IAsyncEnumerable<T> events, Func<T, ServerEvent> shape, bool needsServices = false) =>
        new Answer<T>(events, shape, needsServices);

    private static async Task DisposeServicesAsync(HttpContext context)
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
            var watched = await context
                .RequestServices.GetRequiredService<IMediator>()
                .Send(new WatchSessionQuery(), context.RequestAborted);
            if (!watched.IsSuccess)
            {
                await new ProblemResult(watched.Error).ExecuteAsync(context);
                return;
            }

            using var session = watched.Value;
            var place = context.RequestServices.GetRequiredService<OpenStreams>().Open(context.User.UserId()!.Value);
            if (!place.IsSuccess)
            {
                await new ProblemResult(place.Error).ExecuteAsync(context);
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
            var flushTimeout = services.GetRequiredService<IOptions<LimitsOptions>>().Value.StuckReader;
            var writer = new EventStreamWriter(response.BodyWriter, json, services.GetRequiredService<TimeProvider>(), flushTimeout);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, context.RequestAborted);
            var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            await using var deadline = stopping.Register(() => ending.CancelAfter(StopTimeout));
            if (!needsServices) await DisposeServicesAsync(context);
            try
            {
                await writer.WriteAsync(events, shape, ending);
            }
            catch (TimeoutException)
            {
                // Unsent data would keep the connection and its memory for as long as the client does not read.
                context.Abort();
            }
        }
    }
}
