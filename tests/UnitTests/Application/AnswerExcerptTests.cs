using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Application;

public sealed class AnswerExcerptTests
{
    private const int Max = AnswerExcerpt.MaxLength;

    [Theory]
    [InlineData(Max, "", Max)]
    [InlineData(Max - 10, "\n\ntail that is too long", Max - 10)]
    [InlineData(Max - 10, "\ntail that is too long", Max - 10)]
    [InlineData(10, "\n\n", Max)]
    [InlineData(Max - 1, "😀", Max - 1)]
    public void It_ends_where_a_paragraph_or_a_line_does_and_inside_no_character(int before, string then, int length)
    {
        var text = new string('a', before) + then;
        if (before == 10) text += new string('b', Max);

        var excerpt = View(text).ToExcerpt();

        excerpt.Parts.ShouldHaveSingleItem().Text.ShouldBe(text[..length]);
        excerpt.HiddenLength.ShouldBe(text.Length - length);
    }

    [Fact]
    public void Reasoning_is_cut_as_well_and_counted()
    {
        var excerpt = View("short", new string('t', Max + 5)).ToExcerpt();

        excerpt.Parts.Select(part => part.Text.Length).ShouldBe([Max, 5]);
        excerpt.HiddenLength.ShouldBe(5);
    }

    [Fact]
    public void Nothing_of_its_kind_follows_what_was_cut()
    {
        string[] texts = [new('a', Max - 10), new('b', 20), "c"];
        var parts = texts.Select((text, index) => new PartView(index, MessagePartKind.Text, text, null, []));

        var excerpt = (View("") with { Parts = [.. parts] }).ToExcerpt();

        excerpt.Parts.Select(part => part.Text.Length).ShouldBe([Max - 10, 10]);
        excerpt.HiddenLength.ShouldBe(11);
    }

    private static MessageView View(string text, string reasoning = "") => new(
        default, null, MessageRole.Assistant, [.. TestParts.Of(text, reasoning).Select(PartView.Of)], null, MessageStatus.Complete, null,
        new AnswerStatistics(), default, false, Siblings.None, 0)
    {
        Content = text,
    };
}
