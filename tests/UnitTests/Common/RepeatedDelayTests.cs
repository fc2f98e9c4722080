using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Common;

public sealed class RepeatedDelayTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly RepeatedDelay _delay;

    public RepeatedDelayTests() => _delay = new RepeatedDelay(new TimingWheel(_time), _leaving.Token);

    public void Dispose()
    {
        _delay.Dispose();
        _leaving.Dispose();
    }

    [Fact]
    public async Task Each_wait_takes_its_own_time()
    {
        foreach (var milliseconds in (int[])[75, 10, 30])
        {
            var waiting = _delay.WaitAsync(TimeSpan.FromMilliseconds(milliseconds)).AsTask();
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            waiting.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromMilliseconds(5));
            await waiting;
        }
    }

    [Fact]
    public async Task Who_leaves_waits_no_longer()
    {
        var waiting = _delay.WaitAsync(TimeSpan.FromMinutes(1)).AsTask();

        await _leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await Should.ThrowAsync<OperationCanceledException>(_delay.WaitAsync(TimeSpan.FromMinutes(1)).AsTask());
    }

    [Fact]
    public async Task It_is_over_once_whether_time_or_cancellation_ends_it()
    {
        for (var i = 0; i < 200; i++)
        {
            using var leaving = new CancellationTokenSource();
            using var delay = new RepeatedDelay(new TimingWheel(_time), leaving.Token);
            var waiting = delay.WaitAsync(TimeSpan.FromSeconds(1)).AsTask();
            await Task.WhenAll(Task.Run(() => _time.Advance(TimeSpan.FromSeconds(1)), TestContext.Current.CancellationToken), leaving.CancelAsync());
            await Task.WhenAny(waiting);
        }
    }
}
