using ChatAi.Application.Limits;
using ChatAi.Domain.Accounts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Limits;

[Trait("Security", "39")]
public sealed class RateLimitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();
    private readonly UserId _user = UserId.New();

    [Fact]
    public void So_many_at_once_and_then_one_whenever_its_share_of_the_time_has_passed()
    {
        var limit = new RateLimit(6, Minute, _time);

        for (var i = 0; i < 6; i++) limit.Take(_user).ShouldBeNull();
        limit.Take(_user).ShouldBe(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(4));
        limit.Take(_user).ShouldBe(TimeSpan.FromSeconds(6));
        _time.Advance(TimeSpan.FromSeconds(6));
        limit.Take(_user).ShouldBeNull();
        limit.Take(_user).ShouldBe(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 6; i++) limit.Take(_user).ShouldBeNull();
        limit.Take(_user).ShouldNotBeNull();
    }

    [Fact]
    public void One_user_does_not_use_up_what_another_may()
    {
        var limit = new RateLimit(1, Minute, _time);

        limit.Take(_user).ShouldBeNull();
        limit.Take(_user).ShouldNotBeNull();
        limit.Take(UserId.New()).ShouldBeNull();
    }

    [Fact]
    public void Of_many_at_the_same_time_exactly_so_many_pass()
    {
        var limit = new RateLimit(50, Minute, _time);
        var passed = 0;

        Parallel.For(0, 1_000, _ =>
        {
            if (limit.Take(_user) is null) Interlocked.Increment(ref passed);
        });

        passed.ShouldBe(50);
    }

    [Fact]
    public void A_wrong_value_is_named()
    {
        var wrong = new LimitsOptions { MessagesPerMinute = 0, MessageLength = 10_000_000, StuckReader = TimeSpan.FromDays(20) };

        var result = new LimitsOptionsValidator().Validate(null, wrong);

        result.Failures!.Count().ShouldBe(3);
        result.FailureMessage!.ShouldContain("Limits:MessagesPerMinute is 0");
        result.FailureMessage!.ShouldContain("Limits:MessageLength is 10000000");
        result.FailureMessage!.ShouldContain("Limits:StuckReader is 20.00:00:00");
        new LimitsOptionsValidator().Validate(null, new LimitsOptions()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void The_answers_that_are_open_are_told_before_a_message_is_counted()
    {
        var limits = new UserLimits(Options.Create(new LimitsOptions { MessagesPerMinute = 1, OpenAnswers = 2 }), _time);

        limits.RefuseMessage(_user, open: 2)!.Code.ShouldBe("limit.answers");
        limits.RefuseMessage(_user, open: 1).ShouldBeNull();
        limits.RefuseMessage(_user, open: 0)!.Detail.ShouldContain("Try again in 60 seconds.");
    }
}
