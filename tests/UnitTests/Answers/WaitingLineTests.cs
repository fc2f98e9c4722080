using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class WaitingLineTests : IDisposable
{
    private readonly WaitingLine _line = new();
    private readonly List<LiveAnswer> _answers = [];
    private readonly UserId _mara = UserId.New();
    private readonly UserId _jonas = UserId.New();

    public void Dispose() => _answers.ForEach(a => a.Dispose());

    [Fact]
    public async Task Ten_questions_of_one_do_not_make_another_wait()
    {
        var maras = Enumerable.Range(0, 10).Select(_ => Join(_mara)).ToList();
        var jonas = Join(_jonas);

        (await NextAsync()).ShouldBe(maras[0]);
        (await NextAsync()).ShouldBe(jonas);
        (await NextAsync()).ShouldBe(maras[1]);
    }

    [Fact]
    public async Task Who_is_being_answered_does_not_come_before_who_is_new()
    {
        Join(_mara);
        await NextAsync();
        var second = Join(_mara);
        var jonas = Join(_jonas);

        PlaceOf(jonas).ShouldBe(1);
        PlaceOf(second).ShouldBe(2);
        (await NextAsync()).ShouldBe(jonas);
        (await NextAsync()).ShouldBe(second);
    }

    [Fact]
    public async Task Who_has_all_slots_does_not_come_before_who_is_new()
    {
        var maras = Enumerable.Range(0, 6).Select(_ => Join(_mara)).ToList();
        foreach (var served in maras[..4]) (await NextAsync()).ShouldBe(served);
        var jonas = Join(_jonas);

        (await NextAsync()).ShouldBe(jonas);
        (await NextAsync()).ShouldBe(maras[4]);
    }

    [Fact]
    public async Task Who_takes_a_question_back_comes_the_sooner_with_the_next()
    {
        var first = Join(_mara);
        var second = Join(_mara);
        var third = Join(_mara);
        var jonas = new[] { Join(_jonas), Join(_jonas) };

        _line.Leave(second).ShouldBeTrue();

        new[] { first, jonas[0], third, jonas[1] }.Select(PlaceOf).ShouldBe([1, 2, 3, 4]);
        (await NextAsync()).ShouldBe(first);
    }

    [Fact]
    public void Nobody_joins_a_line_that_is_closed()
    {
        var first = Join(_mara);

        _line.Close().ShouldBe([first]);
        var late = new LiveAnswer(MessageId.New(), ChatId.New(), _jonas, TimeProvider.System);
        _answers.Add(late);
        _line.Join(late).ShouldBeFalse();
    }

    [Fact]
    public void Each_knows_its_place_in_the_order_in_which_they_come()
    {
        var first = Join(_mara);
        var third = Join(_mara);
        var second = Join(_jonas);

        new[] { first, second, third }.Select(PlaceOf).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Places_move_up_when_somebody_leaves_or_has_their_turn()
    {
        var first = Join(_mara);
        var second = Join(_jonas);
        var third = Join(_mara);

        _line.Leave(second).ShouldBeTrue();
        _line.Leave(second).ShouldBeFalse();
        PlaceOf(third).ShouldBe(2);
        (await NextAsync()).ShouldBe(first);
        PlaceOf(third).ShouldBe(1);
    }

    [Fact]
    public async Task Who_waits_for_somebody_to_come_gets_the_first()
    {
        var next = NextAsync();
        next.IsCompleted.ShouldBeFalse();

        var first = Join(_mara);

        (await next.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    private LiveAnswer Join(UserId user)
    {
        var answer = new LiveAnswer(MessageId.New(), ChatId.New(), user, TimeProvider.System);
        _answers.Add(answer);
        _line.Join(answer);
        return answer;
    }

    private Task<LiveAnswer> NextAsync() => _line.NextAsync(TestContext.Current.CancellationToken);

    private static int? PlaceOf(LiveAnswer answer) => answer.Since(-1).OfType<AnswerEvent.State>().Single().Place;
}
