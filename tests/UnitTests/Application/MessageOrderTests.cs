using ChatAi.Application.Export;
using ChatAi.Domain.Chats;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Application;

public sealed class MessageOrderTests
{
    private static readonly MessageId[] Ids = [.. Enumerable.Range(0, 10).Select(_ => MessageId.New())];

    [Fact]
    public void The_shown_path_comes_first_and_then_one_branch_after_another() =>
        Order(leaf: 6, -1, 0, 1, 2, 1, 0, 5, 4).ShouldBe([0, 5, 6, 1, 2, 3, 4, 7]);

    [Fact]
    public void A_path_goes_on_below_its_leaf() => Order(leaf: 0, -1, 0, 1).ShouldBe([0, 1, 2]);

    [Fact]
    public void Without_a_leaf_the_oldest_path_is_first() => Order(leaf: -1, -1, 0, 0, 1).ShouldBe([0, 1, 3, 2]);

    [Fact]
    public void A_message_that_is_older_than_the_one_it_answers_comes_after_it() => Order(leaf: -1, 2, -1, 1, 0).ShouldBe([1, 2, 0, 3]);

    [Fact]
    public void What_has_lost_its_parent_is_exported_too() => Order(leaf: 1, -1, 0, 9, 2).ShouldBe([0, 1, 2, 3]);

    [Fact]
    public void Even_a_circle_ends() => Order(leaf: -1, 1, 0).Order().ShouldBe([0, 1]);

    [Fact]
    public void A_very_long_chat_needs_no_deep_stack()
    {
        MessageOutline[] all = [.. Enumerable.Range(0, 100_000).Select(_ => new MessageOutline(MessageId.New(), null, 1))];
        for (var i = 1; i < all.Length; i++) all[i] = all[i] with { ParentId = all[i - 1].Id };

        MessageOrder.Of(all, all[^1].Id).SequenceEqual(all).ShouldBeTrue();
    }

    // The number of each message's parent; -1 for none.
    private static List<int> Order(int leaf, params int[] parents)
    {
        var messages = parents.Select((parent, i) => new MessageOutline(Ids[i], IdOf(parent), 1)).ToList();
        return [.. MessageOrder.Of(messages, IdOf(leaf)).Select(m => Array.IndexOf(Ids, m.Id))];
    }

    private static MessageId? IdOf(int number) => number < 0 ? null : Ids[number];
}
