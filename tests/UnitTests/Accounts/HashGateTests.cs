using ChatAi.Application.Common;
using ChatAi.Infrastructure.Accounts;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Accounts;

public sealed class HashGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lets_so_many_work_at_once_and_so_many_wait_and_refuses_the_rest()
    {
        using var gate = new HashGate(maxConcurrent: 2, maxQueued: 3);
        using var release = new ManualResetEventSlim();
        var (running, most) = (0, 0);
        var work = Enumerable.Range(0, 5).Select(_ => Task.Run(() => gate.RunAsync(
            () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                release.Wait(Cancellation);
                return Interlocked.Decrement(ref running);
            },
            Cancellation))).ToList();
        SpinWait.SpinUntil(() => Volatile.Read(ref running) == 2 && gate.PendingCount == 5, TimeSpan.FromMinutes(1)).ShouldBeTrue();

        var refused = await gate.RunAsync(() => 0, Cancellation);
        refused.Error!.Kind.ShouldBe(ErrorKind.TooManyRequests);
        refused.Error.RetryAfter.ShouldNotBeNull();

        release.Set();
        (await Task.WhenAll(work)).ShouldAllBe(r => r.IsSuccess);
        most.ShouldBe(2);
        (await gate.RunAsync(() => 1, Cancellation)).IsSuccess.ShouldBeTrue();
    }
}
