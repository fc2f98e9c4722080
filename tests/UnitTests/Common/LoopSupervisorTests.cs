using ChatAi.Infrastructure.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Common;

public sealed class LoopSupervisorTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CountingLogger _log = new();
    private readonly LoopSupervisor _supervisor;

    public LoopSupervisorTests() => _supervisor = new LoopSupervisor(_clock, _log);

    public static TheoryData<Exception?> Ends =>
    [
        new SqliteException("The store is gone.", 14),
        new InvalidOperationException("A retry might help.", new SqliteException("The store is busy.", 5)),
        new TaskCanceledException("A request timed out."),
        new NotSupportedException("A bug."),
        (Exception?)null,
    ];

    public void Dispose() => _stopping.Dispose();

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_loop_that_ends_is_started_again_whatever_ended_it(Exception? end)
    {
        var starts = new SemaphoreSlim(0);
        var count = 0;
        var running = _supervisor.RunAsync("loop", async token =>
        {
            starts.Release();
            if (++count == 1)
            {
                if (end is not null) throw end;
                return;
            }

            await Task.Delay(System.Threading.Timeout.Infinite, token);
        }, _stopping.Token);
        await StartedAsync(starts);
        (await HealthAsync()).Status.ShouldBe(HealthStatus.Unhealthy);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await StartedAsync(starts);

        // It has to keep running for a while first.
        (await HealthAsync()).Status.ShouldBe(HealthStatus.Unhealthy);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await HealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
        _log.Errors.ShouldBe(1);

        await _stopping.CancelAsync();
        await running.WaitAsync(Timeout, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_loop_that_fails_again_and_again_is_logged_once_and_tried_less_and_less_often()
    {
        var starts = new SemaphoreSlim(0);
        var running = _supervisor.RunAsync("loop", _ =>
        {
            starts.Release();
            throw new InvalidOperationException();
        }, _stopping.Token, HealthStatus.Degraded);

        await StartedAsync(starts);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            starts.CurrentCount.ShouldBe(0);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await StartedAsync(starts);
            (await HealthAsync()).Status.ShouldBe(HealthStatus.Degraded);
        }

        _log.Errors.ShouldBe(1);
        await _stopping.CancelAsync();
        await running.WaitAsync(Timeout, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_worst_of_several_loops_is_reported_and_each_is_named()
    {
        var one = _supervisor.RunAsync("one", _ => throw new InvalidOperationException(), _stopping.Token, HealthStatus.Degraded);
        var two = _supervisor.RunAsync("two", _ => throw new InvalidOperationException(), _stopping.Token);

        var health = await HealthAsync();
        health.Status.ShouldBe(HealthStatus.Unhealthy);
        health.Description.ShouldBe("Ended and restarting: one, two.");

        await _stopping.CancelAsync();
        await Task.WhenAll(one, two).WaitAsync(Timeout, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stop_is_no_failure()
    {
        var running = _supervisor.RunAsync("loop", token => Task.Delay(System.Threading.Timeout.Infinite, token), _stopping.Token);

        await _stopping.CancelAsync();
        await running.WaitAsync(Timeout, TestContext.Current.CancellationToken);

        _log.Errors.ShouldBe(0);
        (await HealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    private static async Task StartedAsync(SemaphoreSlim starts) =>
        (await starts.WaitAsync(Timeout, TestContext.Current.CancellationToken)).ShouldBeTrue();

    private Task<HealthCheckResult> HealthAsync() =>
        _supervisor.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

    private sealed class CountingLogger : ILogger<LoopSupervisor>
    {
        public int Errors { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel >= LogLevel.Warning) Errors++;
        }
    }
}
