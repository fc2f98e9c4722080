using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Persistence;

public sealed class StoreWriteLockTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();
    private readonly StoreWriteLock _lock;

    public StoreWriteLockTests() => _lock = new StoreWriteLock(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writers_enter_in_the_order_of_asking_and_the_journal_before_all_who_wait()
    {
        object first = new(), second = new(), third = new(), journal = new();
        EnterAsync(first).IsCompletedSuccessfully.ShouldBeTrue();
        var secondEntry = EnterAsync(second);
        var thirdEntry = EnterAsync(third);
        var journalEntry = EnterAsync(journal, isJournal: true);

        _lock.Leave(first);
        await journalEntry.WaitAsync(Timeout, Cancellation);
        secondEntry.IsCompleted.ShouldBeFalse();

        _lock.Leave(journal);
        await secondEntry.WaitAsync(Timeout, Cancellation);
        thirdEntry.IsCompleted.ShouldBeFalse();

        _lock.Leave(second);
        await thirdEntry.WaitAsync(Timeout, Cancellation);
    }

    [Fact]
    public void One_that_holds_the_lock_enters_again_and_leaves_once()
    {
        object one = new(), other = new();
        EnterAsync(one).IsCompleted.ShouldBeTrue();
        EnterAsync(one).IsCompleted.ShouldBeTrue();

        _lock.Leave(one);
        EnterAsync(other).IsCompleted.ShouldBeTrue();

        // As a connection is closed after its transaction has ended.
        _lock.Leave(one);
        EnterAsync(one).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_has_waited_long_enough_goes_on_without_and_takes_the_lock_from_nobody()
    {
        object stuck = new(), impatient = new(), next = new();
        _ = EnterAsync(stuck);
        var waited = EnterAsync(impatient);

        _clock.Advance(StoreWriteLock.Timeout);
        await waited.WaitAsync(Timeout, Cancellation);
        var nextEntry = EnterAsync(next);
        _lock.Leave(impatient);
        nextEntry.IsCompleted.ShouldBeFalse();

        _lock.Leave(stuck);
        await nextEntry.WaitAsync(Timeout, Cancellation);
    }

    [Fact]
    public async Task One_that_is_cancelled_leaves_the_queue()
    {
        object first = new(), cancelled = new(), next = new();
        using var request = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _ = EnterAsync(first);
        var entry = _lock.EnterAsync(cancelled, isJournal: false, request.Token);
        var nextEntry = EnterAsync(next);

        await request.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(entry.WaitAsync(Timeout, Cancellation));
        _lock.Leave(first);

        await nextEntry.WaitAsync(Timeout, Cancellation);
    }

    [Fact]
    public async Task Cancelling_at_the_moment_of_entering_never_leaves_the_lock_held()
    {
        for (var round = 0; round < 2000; round++)
        {
            object first = new(), cancelled = new();
            using var request = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            await EnterAsync(first);
            var entry = _lock.EnterAsync(cancelled, isJournal: false, request.Token);

            await Task.WhenAll(Task.Run(() => _lock.Leave(first), Cancellation), Task.Run(request.Cancel, Cancellation));
            try
            {
                await entry;
                _lock.Leave(cancelled);
            }
            catch (OperationCanceledException)
            {
                // It does not hold the lock.
            }

            object next = new();
            EnterAsync(next).IsCompletedSuccessfully.ShouldBeTrue();
            _lock.Leave(next);
        }
    }

    [Fact]
    public void A_thread_that_waits_is_woken_without_the_pool()
    {
        object first = new(), second = new();
        _lock.Enter(first);
        using var entered = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            _lock.Enter(second);
            entered.Set();
        });
        thread.Start();
        _lock.Leave(first);

        entered.Wait(Timeout, Cancellation).ShouldBeTrue();
        thread.Join();
        EnterAsync(first).IsCompleted.ShouldBeFalse("the second holds the lock");
    }

    [Fact]
    public async Task Of_many_at_once_one_writes_at_a_time_and_all_do()
    {
        var (writing, most, done) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var writer = new object();
            await EnterAsync(writer, isJournal: i % 5 == 0);
            most = Math.Max(most, Interlocked.Increment(ref writing));
            await Task.Yield();
            done++;
            Interlocked.Decrement(ref writing);
            _lock.Leave(writer);
        })));

        (most, done).ShouldBe((1, 200));
    }

    private Task EnterAsync(object writer, bool isJournal = false) => _lock.EnterAsync(writer, isJournal, Cancellation);
}
