using ChatAi.Infrastructure.Common;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Common;

public sealed class BackoffTests
{
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(2));

    [Fact]
    public void Doubles_with_each_failure_up_to_the_longest_delay()
    {
        Enumerable.Range(1, 8).Select(failures => Backoff.DelayAfter(failures).TotalSeconds).ShouldBe([2, 4, 8, 16, 32, 64, 120, 120]);
        Backoff.DelayAfter(int.MaxValue).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Jitter_spreads_the_delays_on_both_sides()
    {
        var backoff = Backoff with { Jitter = 0.25 };
        var delays = Enumerable.Range(0, 1000).Select(_ => backoff.DelayAfter(2).TotalSeconds).ToList();

        delays.Min().ShouldBeInRange(3, 3.3);
        delays.Max().ShouldBeInRange(4.7, 5);
    }
}
