using ChatAi.Application.Answers;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class AnswerPositionTests
{
    [Fact]
    public void A_position_survives_the_wire()
    {
        var position = new AnswerPosition(3, 2, 4500, 4400);

        AnswerPosition.Parse(position.ToString()).ShouldBe(position);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData("-1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1.2.2147483648.4")]
    public void Other_text_is_no_position(string text) => AnswerPosition.Parse(text).ShouldBeNull();
}
