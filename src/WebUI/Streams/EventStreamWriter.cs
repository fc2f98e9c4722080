using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace ChatAi.WebUI.Streams;

/// <summary>Writes server-sent events and flushes available events together. <c>TypedResults.ServerSentEvents</c> flushes each event,
/// sends no pings and waits endlessly for a client that does not read.</summary>
/// <param name="flushTimeout">How long a client may read nothing.</param>
internal sealed class EventStreamWriter(PipeWriter output, JsonSerializerOptions json, TimeProvider time, TimeSpan flushTimeout)
{
    private const int MaxUnflushed = 64 * 1024;

    // A stream is silent for at most twice as long. Proxies do not close it, and lib/events.js notices a connection that has died.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(5);

    private readonly ServerEventFormatter _formatter = new(json);

    /// <summary>Returns at the end of the events or when <paramref name="ending"/> is cancelled, and always cancels it.</summary>
    /// <exception cref="TimeoutException">The client read nothing for too long.</exception>
    public async Task WriteAsync<T>(IAsyncEnumerable<T> events, Func<T, ServerEvent> toEvent, CancellationTokenSource ending)
    {
        await using var enumerator = events.GetAsyncEnumerator(ending.Token);
        var interval = Task.Delay(PingInterval, time, ending.Token);
        var isSilent = true;
        var pending = Task.FromResult(true);
        try
        {
            while (true)
            {
                var next = enumerator.MoveNextAsync();
                bool hasNext;
                if (next.IsCompleted) hasNext = await next;
                else
                {
                    pending = next.AsTask();
                    await FlushAsync(ending.Token);
                    while (await Task.WhenAny(pending, interval) != pending)
                    {
                        await interval;
                        interval = Task.Delay(PingInterval, time, ending.Token);
                        if (isSilent) output.Write(_formatter.Format(new ServerEvent("ping", new { })));
                        isSilent = true;
                        await FlushAsync(ending.Token);
                    }

                    hasNext = await pending;
                }

                if (!hasNext) break;
                output.Write(_formatter.Format(toEvent(enumerator.Current)));
                isSilent = false;
                if (output.UnflushedBytes > MaxUnflushed) await FlushAsync(ending.Token);
            }

            await FlushAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody is reading any more.
        }
        finally
        {
            // An enumerator must not be disposed while MoveNextAsync is running.
            await ending.CancelAsync();
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var flush = output.FlushAsync(cancellationToken);
        if (flush.IsCompleted) await flush;
        else await flush.AsTask().WaitAsync(flushTimeout, time, cancellationToken);
    }
}
