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
        _pull.Start();
        _pull.Requeue();
        _pull.Start();

        _pull.Attempt.ShouldBe(2);
        _pull.Status.ShouldBe(PullStatus.Running);
    }

    [Fact]
    public void Keeps_its_numbers_when_it_fails()
    {
        _pull.Start();
        _pull.Report("pulling 80f4f7be0b74", 100, 40);
        _pull.Fail("The disk is full.", Now);

        _pull.CompletedBytes.ShouldBe(40);
        _pull.Error.ShouldBe("The disk is full.");
        _pull.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_failed_one_can_be_taken_off_the_list_and_a_done_one_cannot()
    {
        _pull.Start();
        _pull.Fail("No.", Now);
        _pull.Cancel(Now);
        _pull.Status.ShouldBe(PullStatus.Cancelled);

        Should.Throw<DomainException>(() => _pull.Cancel(Now));
    }
}
