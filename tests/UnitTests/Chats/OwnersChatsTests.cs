using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Chats;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Chats;

public sealed class OwnersChatsTests
{
    private const long Start = 1000;

    private readonly OwnersChats _chats = new(Start);

    [Fact]
    public void Tells_each_chat_once_however_often_it_changed()
    {
        var (one, other) = (ChatId.New(), ChatId.New());
        foreach (var chat in new[] { one, other, one, one }) _chats.Change(chat);

        var changes = _chats.Since(Start);
        changes.Chats!.ShouldBe([one, other], ignoreOrder: true);
        changes.Position.ShouldBe(Start + 4);
        _chats.Since(Start + 2).Chats!.ShouldBe([one]);
        _chats.Since(changes.Position).Chats!.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Start - 1)]
    [InlineData(Start + 1)]
    public void A_position_of_another_life_says_nothing(long? position) => _chats.Since(position).Chats.ShouldBeNull();

    [Fact]
    public void Forgets_what_is_long_ago_and_says_so()
    {
        var chats = Enumerable.Range(0, 1000).Select(_ => ChatId.New()).ToList();
        chats.ForEach(_chats.Change);

        _chats.Since(Start).Chats.ShouldBeNull();
        _chats.Since(Start + 990).Chats!.ShouldBe(chats[990..], ignoreOrder: true);
        _chats.Since(_chats.Position).Chats!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wakes_whoever_waits()
    {
        var changed = _chats.Changed;
        changed.IsCompleted.ShouldBeFalse();

        _chats.Change(ChatId.New());

        await changed.WaitAsync(TestContext.Current.CancellationToken);
    }
}
