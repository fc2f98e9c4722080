using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class ModelPullTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly ModelPull _pull = ModelPull.Ask(ModelName.Parse("qwen3:8b"), UserId.New(), Now);

    [Fact]
    public void Counts_its_attempts_over_restarts()
    {
        _pull.Start(Guid.NewGuid());
        _pull.Requeue();
        _pull.Start(Guid.NewGuid());

        _pull.Attempt.ShouldBe(2);
        _pull.Status.ShouldBe(PullStatus.Running);
    }

    [Fact]
    public void Keeps_its_numbers_when_it_fails()
    {
        _pull.Start(Guid.NewGuid());
        _pull.Report(PullStep.Downloading, 100, 40);
        _pull.Fail(Reason.OfText("The disk is full."), Now);

        _pull.CompletedBytes.ShouldBe(40);
        _pull.Error.ShouldBe(Reason.OfText("The disk is full."));
        _pull.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Never_shows_less_than_it_did_when_the_total_grows()
    {
        _pull.Start(Guid.NewGuid());
        _pull.Report(PullStep.Downloading, 4_100, 4_100);
        _pull.Fraction.ShouldBe(0.99);
        _pull.Report(PullStep.Downloading, 4_700, 4_200);
        _pull.Fraction.ShouldBe(0.99);

        _pull.Requeue();
        _pull.Start(Guid.NewGuid());
        _pull.Report(PullStep.Downloading, 4_100, 1_000);
        _pull.Fraction.ShouldBe(0.99);
        _pull.Succeed(Now);
        _pull.Fraction.ShouldBe(1);
    }

    [Fact]
    public void Knows_from_the_start_what_it_will_be_where_that_is_known()
    {
        var pull = ModelPull.Ask(ModelName.Parse("llava"), UserId.New(), Now, expectedBytes: 4_700);
        pull.Start(Guid.NewGuid());
        pull.Report(PullStep.Downloading, 4_100, 2_350);

        pull.Fraction.ShouldBe(0.5);
        pull.TotalBytes.ShouldBe(4_700);
    }

    [Fact]
    public void An_attempt_while_the_model_server_is_away_is_none()
    {
        _pull.Start(Guid.NewGuid());
        _pull.Postpone(Reason.OfText("Away."), Now, counts: false);
        _pull.Start(Guid.NewGuid());

        _pull.Attempt.ShouldBe(1);
    }

    [Fact]
    public void A_failed_one_can_be_taken_off_the_list_and_a_done_one_cannot()
    {
        _pull.Start(Guid.NewGuid());
        _pull.Fail(Reason.OfText("No."), Now);
        _pull.Cancel(Now, "mara");
        _pull.Status.ShouldBe(PullStatus.Cancelled);

        Should.Throw<DomainException>(() => _pull.Cancel(Now, "mara"));
    }
}
