using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace ChatAi.WebUI.Common;

/// <summary>Server-sent events with a sign of life in silence, so that nothing on the way closes a stream that only waits.</summary>
internal static class EventStream
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    // Time for the last events to be told when the portal stops; a stream never holds it up for longer.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    public static IResult Of(HttpContext context, IAsyncEnumerable<SseItem<object>> events)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return TypedResults.ServerSentEvents(WithPings(events, time, stopping, context.RequestAborted));
    }

    /// <summary>Ends without an exception when the reader leaves or the portal stops.</summary>
    internal static async IAsyncEnumerable<SseItem<object>> WithPings(
        IAsyncEnumerable<SseItem<object>> events,
        TimeProvider time,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var farewell = stopping.Register(() => ending.CancelAfter(Farewell));
        await using var enumerator = events.GetAsyncEnumerator(ending.Token);
        var next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = NextAsync(enumerator, ending.Token);
                while (!next.IsCompleted)
                {
                    // Only a time-out passes here; how the wait ended is looked at below.
                    await ((Task)next).WaitAsync(Silence, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (!next.IsCompleted) yield return new SseItem<object>(new { }, "ping");
                }

                if (!await next) yield break;
                yield return enumerator.Current;
            }
        }
        finally
        {
            // A ping that could not be written ends this in the middle of a step, and what is in a step cannot be disposed.
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<object>> enumerator, CancellationToken ending)
    {
        try
        {
            return await enumerator.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return false;
        }
    }
}
