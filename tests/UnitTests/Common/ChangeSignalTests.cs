using ChatAi.Infrastructure.Common;
using Xunit;

namespace ChatAi.UnitTests.Common;

public sealed class ChangeSignalTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly ChangeSignal _signal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Does_not_wait_for_a_version_that_was_published_before()
    {
        _signal.Publish(7);

        Assert.True(_signal.WaitAsync(6, Cancellation).IsCompletedSuccessfully);
        Assert.False(_signal.WaitAsync(7, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Wakes_everybody_who_waits()
    {
        var waits = Enumerable.Range(0, 60).Select(_ => _signal.WaitAsync(0, Cancellation)).ToList();

        _signal.Publish(1);

        await Task.WhenAll(waits).WaitAsync(Timeout, Cancellation);
    }

    [Fact]
    public async Task Keeps_waiting_while_the_version_is_not_above_what_was_seen()
    {
        var wait = _signal.WaitAsync(5, Cancellation);
        _signal.Publish(4);
        var other = _signal.WaitAsync(4, Cancellation);
        _signal.Publish(5);
        await other.WaitAsync(Timeout, Cancellation);
        Assert.False(wait.IsCompleted);

        _signal.Publish(6);
        await wait.WaitAsync(Timeout, Cancellation);
    }

    [Fact]
    public async Task Ignores_a_version_that_is_older_than_the_newest()
    {
        _signal.Publish(5);
        _signal.Publish(3);

        var wait = _signal.WaitAsync(5, Cancellation);
        _signal.Publish(5);
        Assert.False(wait.IsCompleted);

        _signal.Publish(6);
        await wait.WaitAsync(Timeout, Cancellation);
    }

    [Fact]
    public async Task Stops_waiting_when_the_reader_leaves()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var wait = _signal.WaitAsync(0, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Does_not_run_readers_inside_a_publish()
    {
        using var published = new ManualResetEventSlim();
        var reading = ReadAsync();

        _signal.Publish(1);
        published.Set();

        Assert.True(await reading, "The publisher waited for the reader.");

        async Task<bool> ReadAsync()
        {
            await _signal.WaitAsync(0, Cancellation).ConfigureAwait(false);
            return published.Wait(Timeout, Cancellation);
        }
    }

    [Fact]
    public void Allocates_nothing_while_nobody_waits()
    {
        _signal.Publish(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var version = 2; version < 10_000; version++) _signal.Publish(version);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Loses_no_wake_up_however_publishers_and_readers_interleave()
    {
        const int Rounds = 200;
        const int Publishers = 4;
        const int Readers = 16;
        const int Changes = 50;

        for (var round = 0; round < Rounds; round++)
        {
            var signal = new ChangeSignal(0);
            var state = 0L;
            var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(ReadAsync, Cancellation)).ToList();
            var publishers = Enumerable.Range(0, Publishers).Select(_ => Task.Run(Publish, Cancellation)).ToList();

            await Task.WhenAll([.. publishers, .. readers]).WaitAsync(Timeout, Cancellation);

            void Publish()
            {
                for (var change = 0; change < Changes; change++) signal.Publish(Interlocked.Increment(ref state));
            }

            // A reader that misses the last version waits for ever.
            async Task ReadAsync()
            {
                var seen = 0L;
                while (seen < Publishers * Changes)
                {
                    await signal.WaitAsync(seen, Cancellation);
                    var now = Volatile.Read(ref state);
                    Assert.True(now > seen, "A reader was woken for nothing.");
                    seen = now;
                }
            }
        }
    }
}
