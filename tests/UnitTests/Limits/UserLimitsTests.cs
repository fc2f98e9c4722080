using ChatAi.Application.Files;
using ChatAi.Application.Limits;
using ChatAi.Domain.Accounts;
using ChatAi.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Limits;

[Trait("Security", "39")]
public sealed class UserLimitsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly UserId _user = UserId.New();

    [Fact]
    public void A_wrong_value_is_named()
    {
        var wrong = new LimitsOptions { MessagesPerMinute = 0, OpenAnswers = 10_000_000 };

        var result = new LimitsOptionsValidator().Validate(null, wrong);

        result.Failures!.Count().ShouldBe(2);
        result.FailureMessage!.ShouldContain("Limits:MessagesPerMinute is 0");
        result.FailureMessage!.ShouldContain("Limits:OpenAnswers is 10000000");
        new LimitsOptionsValidator().Validate(null, new LimitsOptions()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void One_message_too_many_is_told_when_to_try_again()
    {
        var limits = new UserLimits(Options.Create(new LimitsOptions { MessagesPerMinute = 1 }), Options.Create(new FilesOptions()), _time);

        limits.RefuseMessage(_user).ShouldBeNull();
        limits.RefuseMessage(_user)!.Words().ShouldContain("Try again in 60 seconds.");
    }
}
