using System.Collections.Concurrent;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Persistence;

public sealed class WriteTurnsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WriteTurns _turns;

    public WriteTurnsTests() => _turns = new WriteTurns(_clock);

    [Fact]
    public async Task Writers_go_in_the_order_of_asking_and_an_urgent_one_before_all_who_wait()
    {
        object first = new(), second = new(), third = new(), journal = new();
        _turns.EnterAsync(first).IsCompletedSuccessfully.ShouldBeTrue();
        var waiting = new[] { (second, _turns.EnterAsync(second)), (third, _turns.EnterAsync(third)), (journal, _turns.EnterAsync(journal, isUrgent: true)) };

        var leaving = first;
        foreach (var (next, turn) in new[] { waiting[2], waiting[0], waiting[1] })
        {
            waiting.Count(w => w.Item2.IsCompleted).ShouldBeLessThan(waiting.Length);
            turn.IsCompleted.ShouldBeFalse();
            _turns.Leave(leaving);
            await turn.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            leaving = next;
        }
    }

    [Fact]
    public void Who_has_the_turn_goes_on_with_it_and_ends_it_once()
    {
        object one = new(), other = new();
        _turns.EnterAsync(one).IsCompleted.ShouldBeTrue();
        _turns.EnterAsync(one).IsCompleted.ShouldBeTrue();

        _turns.Leave(one);
        _turns.EnterAsync(other).IsCompleted.ShouldBeTrue();

        // As a connection is closed after its transaction has ended.
        _turns.Leave(one);
        _turns.EnterAsync(one).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_has_waited_long_enough_goes_on_without_and_takes_no_turn_from_anybody()
    {
        object stuck = new(), impatient = new(), next = new();
        _ = _turns.EnterAsync(stuck);
        var waited = _turns.EnterAsync(impatient);

        _clock.Advance(WriteTurns.Patience);
        await waited.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var turn = _turns.EnterAsync(next);
        _turns.Leave(impatient);
        turn.IsCompleted.ShouldBeFalse();
        _turns.Leave(stuck);
        await turn.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_thread_that_waits_is_woken_without_the_pool()
    {
        object first = new(), second = new();
        _turns.Enter(first);
        using var entered = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            _turns.Enter(second);
            entered.Set();
        });
        thread.Start();

        entered.Wait(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken).ShouldBeFalse();
        _turns.Leave(first);

        entered.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken).ShouldBeTrue();
        thread.Join();
        _turns.EnterAsync(first).IsCompleted.ShouldBeFalse("the second has the turn");
    }

    [Fact]
    public async Task An_urgent_one_goes_before_one_that_is_called_and_has_not_gone_on()
    {
        object first = new(), second = new(), third = new(), journal = new();
        _turns.Enter(first);
        var context = new LateContext();
        var turn = context.Run(() => _turns.EnterAsync(second));
        var last = _turns.EnterAsync(third);
        _turns.Leave(first);

        // Its turn has come, and the thread that would tell it so is busy.
        _turns.EnterAsync(journal, isUrgent: true).IsCompletedSuccessfully.ShouldBeTrue();
        context.GoOn();
        turn.IsCompleted.ShouldBeFalse();
        _turns.Leave(journal);
        context.GoOn();

        await turn.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        last.IsCompleted.ShouldBeFalse("the second was there before the third");
        _turns.Leave(second);
        await last.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Of_many_at_once_one_writes_at_a_time_and_all_do()
    {
        var (writing, most, done) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var writer = new object();
            await _turns.EnterAsync(writer, isUrgent: i % 5 == 0);
            most = Math.Max(most, Interlocked.Increment(ref writing));
            await Task.Yield();
            done++;
            Interlocked.Decrement(ref writing);
            _turns.Leave(writer);
        })));

        (most, done).ShouldBe((1, 200));
    }

    /// <summary>Threads that go on when they are told to.</summary>
    private sealed class LateContext : SynchronizationContext
    {
        private readonly BlockingCollection<Action> _waiting = [];

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Add(() => d(state));

        public T Run<T>(Func<T> work)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return work();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public void GoOn()
        {
            _waiting.TryTake(out var next, TimeSpan.FromSeconds(30)).ShouldBeTrue();
            Run(() =>
            {
                next!();
                return true;
            });
        }
    }
}
