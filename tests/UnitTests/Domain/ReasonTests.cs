using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class ReasonTests
{
    [Fact]
    public void Is_stored_as_JSON_and_read_as_it_was()
    {
        var reason = Reason.Of("a.b", ModelName.Parse("qwen3:8b"), 12, 4_200_000_000L, 0.5, "“Ü\n\"", null, Reason.Of("c", 1));

        reason.ToString().ShouldBe("""["a.b","qwen3:8b",12,4200000000,0.5,"“Ü\n\"","",["c",1]]""");
        Reason.Parse(reason.ToString()).ShouldBe(reason);
        Reason.Parse(reason.ToString()).Args.ShouldBe(["qwen3:8b", 12L, 4_200_000_000L, 0.5, "“Ü\n\"", "", Reason.Of("c", 1)]);
    }

    [Fact]
    public void Is_the_same_with_the_same_code_and_arguments()
    {
        (Reason.Of("a", 1) == Reason.Of("a", 1L)).ShouldBeTrue();
        (Reason.Of("a", 1) != Reason.Of("a", 2)).ShouldBeTrue();
        (Reason.Of("a") == null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("A sentence.")]
    [InlineData("[x]")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[[\"a\"]]")]
    [InlineData("[\"a\"")]
    public void What_is_none_is_a_text(string text)
    {
        Reason.TryParse(text, out _).ShouldBeFalse();
        Reason.Parse(text).ShouldBe(Reason.OfText(text));
    }

    [Fact]
    public void Very_long_words_are_shortened() =>
        Reason.OfText(new string('x', 9_000)).Args.ShouldHaveSingleItem().ShouldBeOfType<string>().Length.ShouldBe(Reason.MaxArgLength);
}
