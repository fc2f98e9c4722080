using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Common;

public sealed class TimingWheelTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TimingWheel _wheel;
    private readonly long _start;

    public TimingWheelTests()
    {
        _wheel = new TimingWheel(_time);
        _start = _time.GetTimestamp();
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    // The longest stride is that of a machine that stood still.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public void Every_wait_ends_once_and_in_time(int stride)
    {
        var random = new Random(stride);
        var waits = new List<Wait>();
        for (var i = 0; i < 2_000; i++)
        {
            if (i < 1_000) waits.Add(Begin(TimeSpan.FromMilliseconds(random.NextDouble() * (i % 100 == 0 ? 1_000 : 60))));
            _time.Advance(TimeSpan.FromMilliseconds(stride));
        }

        foreach (var wait in waits)
        {
            wait.Ends.Count.ShouldBe(1);
            wait.Ends[0].ShouldBeGreaterThanOrEqualTo(wait.Until);
            wait.Ends[0].ShouldBeLessThanOrEqualTo(wait.Until + TimingWheel.Step + TimeSpan.FromMilliseconds(stride));
        }
    }

    [Fact]
    public void Who_is_woken_may_wait_again_at_once()
    {
        var ends = 0;
        var again = new Wait(() => Now);
        again.Then = () =>
        {
            if (++ends < 50) _wheel.Add(again, TimeSpan.FromMilliseconds(10));
        };
        _wheel.Add(again, TimeSpan.FromMilliseconds(10));
        var other = Begin(TimeSpan.FromMilliseconds(10));

        for (var i = 0; i < 1_000; i++) _time.Advance(TimeSpan.FromMilliseconds(1));

        ends.ShouldBe(50);
        other.Ends.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Threads_that_wait_at_once_are_all_woken()
    {
        const int Each = 200;
        var wheel = new TimingWheel(TimeProvider.System);
        var waiting = Enumerable.Range(0, 50).Select(async _ =>
        {
            using var delay = new RepeatedDelay(wheel, TestContext.Current.CancellationToken);
            for (var i = 0; i < Each; i++) await delay.WaitAsync(TimeSpan.FromMilliseconds(i % 7));
        });

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_takes_long_does_not_hold_up_the_others()
    {
        const int Others = 10;
        var wheel = new TimingWheel(TimeProvider.System);
        using var ended = new CountdownEvent(Others);
        var allEnded = new TaskCompletionSource<bool>();
        wheel.Add(new Wait(() => default) { Then = () => allEnded.SetResult(ended.Wait(TimeSpan.FromSeconds(30))) }, TimeSpan.FromMilliseconds(20));
        for (var i = 0; i < Others; i++) wheel.Add(new Wait(() => default) { Then = () => ended.Signal() }, TimeSpan.FromMilliseconds(20));

        (await allEnded.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    private Wait Begin(TimeSpan time)
    {
        var wait = new Wait(() => Now) { Until = Now + time };
        _wheel.Add(wait, time);
        return wait;
    }

    private sealed class Wait(Func<TimeSpan> now) : TimingWheel.Entry
    {
        public TimeSpan Until { get; init; }

        public List<TimeSpan> Ends { get; } = [];

        public Action? Then { get; set; }

        protected internal override void End()
        {
            Ends.Add(now());
            Then?.Invoke();
        }
    }
}
