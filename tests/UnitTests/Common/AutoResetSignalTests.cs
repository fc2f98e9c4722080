using ChatAi.Infrastructure.Common;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Common;

public sealed class AutoResetSignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AutoResetSignal _signal = new();

    [Fact]
    public async Task A_call_wakes_who_waits_once()
    {
        var waiting = _signal.WaitAsync().AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        _signal.Set();
        await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken);

        _signal.WaitAsync().AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Calls_while_nobody_waits_are_kept_as_one()
    {
        _signal.Set();
        _signal.Set();

        _signal.WaitAsync().AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        _signal.WaitAsync().AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Calls_from_before_a_reset_are_forgotten()
    {
        _signal.Set();
        _signal.Reset();

        _signal.WaitAsync().AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task No_change_is_missed_by_one_that_looks_between_waits()
    {
        const int Changes = 200_000;
        var state = 0;
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < Changes; i++)
            {
                Interlocked.Increment(ref state);
                _signal.Set();
            }
        }, TestContext.Current.CancellationToken);

        var reading = Task.Run(async () =>
        {
            while (true)
            {
                _signal.Reset();
                if (Volatile.Read(ref state) == Changes) return;
                await _signal.WaitAsync();
            }
        }, TestContext.Current.CancellationToken);

        await Task.WhenAll(writing, reading).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
