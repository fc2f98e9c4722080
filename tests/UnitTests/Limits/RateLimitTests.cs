using ChatAi.Application.Limits;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Limits;

[Trait("Security", "39")]
public sealed class RateLimitTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void So_many_are_there_at_once_and_then_one_every_so_often()
    {
        var allowance = new RateLimit<string>(burst: 3, TimeSpan.FromMinutes(1), _clock);
        for (var i = 0; i < 3; i++) allowance.TryAcquire("a").ShouldBeNull();

        allowance.TryAcquire("a").ShouldBe(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromSeconds(45));
        allowance.TryAcquire("a").ShouldBe(TimeSpan.FromSeconds(15));
        allowance.TryAcquire("b").ShouldBeNull();

        _clock.Advance(TimeSpan.FromSeconds(15));
        allowance.TryAcquire("a").ShouldBeNull();
        allowance.TryAcquire("a").ShouldBe(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++) allowance.TryAcquire("a").ShouldBeNull();
        allowance.TryAcquire("a").ShouldNotBeNull();
    }

    [Fact]
    public void Of_many_at_the_same_time_exactly_so_many_pass()
    {
        var allowance = new RateLimit<string>(burst: 50, TimeSpan.FromMinutes(1), _clock);
        var passed = 0;

        Parallel.For(0, 1_000, _ =>
        {
            if (allowance.TryAcquire("a") is null) Interlocked.Increment(ref passed);
        });

        passed.ShouldBe(50);
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again()
    {
        var allowance = new RateLimit<string>(burst: 1, TimeSpan.FromMinutes(1), _clock);
        allowance.TryAcquire("a").ShouldBeNull();

        allowance.Release("a");

        allowance.TryAcquire("a").ShouldBeNull();
        allowance.TryAcquire("a").ShouldNotBeNull();
    }

    [Fact]
    public void Many_keys_do_not_crowd_out_the_one_that_has_spent_most()
    {
        var allowance = new RateLimit<string>(burst: 2, TimeSpan.FromMinutes(1), _clock);
        for (var i = 0; i < 2; i++) allowance.TryAcquire("a");

        for (var i = 0; i < 120_000; i++) allowance.TryAcquire($"key{i}");

        allowance.TryAcquire("a").ShouldNotBeNull();
        allowance.Keys.ShouldBeLessThanOrEqualTo(50_000);
    }
}
