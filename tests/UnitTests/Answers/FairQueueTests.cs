using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Infrastructure.Answers.Queue;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class FairQueueTests : IDisposable
{
    private readonly FairQueue _queue = new();
    private readonly List<LiveAnswer> _answers = [];
    private readonly UserId _mara = UserId.New();
    private readonly UserId _jonas = UserId.New();

    public void Dispose()
    {
        _queue.Dispose();
        _answers.ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task Ten_questions_of_one_user_do_not_delay_another()
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

        _queue.Remove(second).ShouldBeTrue();

        new[] { first, jonas[0], third, jonas[1] }.Select(PlaceOf).ShouldBe([1, 2, 3, 4]);
        (await NextAsync()).ShouldBe(first);
    }

    [Fact]
    public void Nobody_joins_a_queue_that_is_closed()
    {
        var first = Join(_mara);

        _queue.Close().ShouldBe([first]);
        var late = new LiveAnswer(MessageId.New(), ChatId.New(), _jonas, 1, new MarkdigMarkdown(), TimeProvider.System);
        _answers.Add(late);
        _queue.TryAdd(late).ShouldBeFalse();
    }

    [Fact]
    public void Each_knows_its_position()
    {
        var first = Join(_mara);
        var third = Join(_mara);
        var second = Join(_jonas);

        new[] { first, second, third }.Select(PlaceOf).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Positions_move_up_when_an_answer_leaves_or_is_taken()
    {
        var first = Join(_mara);
        var second = Join(_jonas);
        var third = Join(_mara);

        _queue.Remove(second).ShouldBeTrue();
        _queue.Remove(second).ShouldBeFalse();
        PlaceOf(third).ShouldBe(2);
        (await NextAsync()).ShouldBe(first);
        PlaceOf(third).ShouldBe(1);
    }

    [Fact]
    public async Task A_waiting_slot_gets_the_first_answer()
    {
        var next = NextAsync();
        next.IsCompleted.ShouldBeFalse();

        var first = Join(_mara);

        (await next.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    private LiveAnswer Join(UserId user)
    {
        var answer = new LiveAnswer(MessageId.New(), ChatId.New(), user, 1, new MarkdigMarkdown(), TimeProvider.System);
        _answers.Add(answer);
        _queue.TryAdd(answer);
        return answer;
    }

    private Task<LiveAnswer> NextAsync() => _queue.TakeAsync(TestContext.Current.CancellationToken);

    private static int? PlaceOf(LiveAnswer answer) => answer.Since(null).OfType<AnswerEvent.State>().Single().Place;
}
