using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Answers.Live;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class LiveAnswersTests
{
    private readonly LiveAnswers _answers = new();
    private readonly UserId _user = UserId.New();

    [Fact]
    public async Task Forty_that_reserve_at_once_get_exactly_as_many_places_as_there_are()
    {
        using var start = new Barrier(40);
        var reserving = Enumerable.Range(0, 40).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return _answers.TryReserve(_user, 5);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        (await Task.WhenAll(reserving)).Count(place => place is not null).ShouldBe(5);
    }

    [Fact]
    public void A_place_is_free_again_when_what_it_was_transferred_to_ends()
    {
        using var place = _answers.TryReserve(_user, 1).ShouldNotBeNull();
        var answer = place.Transfer();
        place.Dispose();
        _answers.TryReserve(_user, 1).ShouldBeNull();

        answer.Dispose();
        answer.Dispose();

        _answers.TryReserve(_user, 1).ShouldNotBeNull();
        _answers.TryReserve(_user, 1).ShouldBeNull();
    }

    [Fact]
    public void Places_of_others_do_not_count()
    {
        _answers.TryReserve(_user, 1).ShouldNotBeNull();

        _answers.TryReserve(UserId.New(), 1).ShouldNotBeNull();
    }
}
