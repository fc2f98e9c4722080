using ChatAi.Infrastructure.Accounts;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Accounts;

public sealed class AllowanceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void So_many_are_there_at_once_and_then_one_every_so_often()
    {
        var allowance = new Allowance(burst: 3, TimeSpan.FromMinutes(1), _clock);
        for (var i = 0; i < 3; i++) allowance.Take("a").ShouldBe(TimeSpan.Zero);

        allowance.Take("a").ShouldBe(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromSeconds(45));
        allowance.Take("a").ShouldBe(TimeSpan.FromSeconds(15));
        allowance.Take("b").ShouldBe(TimeSpan.Zero);

        _clock.Advance(TimeSpan.FromSeconds(15));
        allowance.Take("a").ShouldBe(TimeSpan.Zero);
        allowance.Take("a").ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again()
    {
        var allowance = new Allowance(burst: 1, TimeSpan.FromMinutes(1), _clock);
        allowance.Take("a").ShouldBe(TimeSpan.Zero);

        allowance.GiveBack("a");

        allowance.Take("a").ShouldBe(TimeSpan.Zero);
        allowance.Take("a").ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Many_keys_do_not_crowd_out_the_one_that_has_spent_most()
    {
        var allowance = new Allowance(burst: 2, TimeSpan.FromMinutes(1), _clock);
        for (var i = 0; i < 2; i++) allowance.Take("a");

        for (var i = 0; i < 120_000; i++) allowance.Take($"key{i}");

        allowance.Take("a").ShouldBeGreaterThan(TimeSpan.Zero);
        allowance.Keys.ShouldBeLessThanOrEqualTo(50_000);
    }
}
