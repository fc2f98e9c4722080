using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ChatAi.WebUI.Common;

/// <summary>
/// Writes events as they come, with a sign of life in silence, so that nothing on the way closes a stream that only waits.
/// The formatter of .NET flushes after each event; here all that is there at once goes out at once, because writing to the
/// network is most of what a token costs.
/// </summary>
/// <param name="patience">How long a reader may take nothing.</param>
internal sealed class EventStreamWriter(PipeWriter output, JsonSerializerOptions json, TimeProvider time, TimeSpan patience) : IDisposable
{
    private const int MostUnflushed = 64 * 1024;

    // A stream is silent for at most 15 s.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(7.5);

    // Time for the last events to be told when the portal stops; a stream never holds it up for longer.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    // Held while something is on its way to the reader.
    private readonly SemaphoreSlim _writing = new(1);

    private bool _isSilent;
    private Task _pinging = Task.CompletedTask;

    /// <summary>Whether it has ended because the reader took nothing any more.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Ends without an exception when the reader leaves or the portal stops.</summary>
    public async Task WriteAsync<T>(
        IAsyncEnumerable<T> events, Func<T, ServerEvent> shape, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var farewell = stopping.Register(() => ending.CancelAfter(Farewell));
        await using var pings = time.CreateTimer(_ => Ping(ending), null, Silence, Silence);
        await using var enumerator = events.GetAsyncEnumerator(ending.Token);
        var (next, isUnderWay) = (default(ValueTask<bool>), false);
        try
        {
            await _writing.WaitAsync(ending.Token);
            while (true)
            {
                next = enumerator.MoveNextAsync();
                isUnderWay = !next.IsCompleted;
                if (isUnderWay)
                {
                    await FlushAsync(ending);
                    isUnderWay = false;
                    if (!await LetPingAsync(next)) break;
                }
                else if (!await next)
                {
                    break;
                }

                Write(shape(enumerator.Current));
                if (output.UnflushedBytes > MostUnflushed) await FlushAsync(ending);
            }

            await FlushAsync(ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody waits for more.
        }
        finally
        {
            // What is in a step cannot be disposed.
            await ending.CancelAsync();
            if (isUnderWay) await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _pinging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _writing.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> LetPingAsync(ValueTask<bool> next)
    {
        _writing.Release();
        try
        {
            return await next;
        }
        finally
        {
            await _writing.WaitAsync(CancellationToken.None);
        }
    }

    private void Ping(CancellationTokenSource ending)
    {
        if (!_isSilent) _isSilent = true;
        else if (_writing.Wait(0, CancellationToken.None)) _pinging = PingAsync(ending);
    }

    private async Task PingAsync(CancellationTokenSource ending)
    {
        try
        {
            Write(new ServerEvent("ping", new { }));
            await FlushAsync(ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody is there to hear it.
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Write(ServerEvent item)
    {
        output.Write(ServerEventText.Of(item, json));
        _isSilent = false;
    }

    private async ValueTask FlushAsync(CancellationTokenSource ending)
    {
        var flush = output.FlushAsync(ending.Token);
        if (flush.IsCompleted)
        {
            await flush;
            return;
        }

        try
        {
            await flush.AsTask().WaitAsync(patience, time, ending.Token);
        }
        catch (TimeoutException)
        {
            IsStuck = true;
            await ending.CancelAsync();
            ending.Token.ThrowIfCancellationRequested();
        }
    }
}
