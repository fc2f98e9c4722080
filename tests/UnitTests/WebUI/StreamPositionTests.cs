using System.Text;
using ChatAi.WebUI.Streams;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class StreamPositionTests
{
    private const string Subject = "0f8fad5bd9cb469fa16570867728950e";

    [Theory]
    [InlineData("0")]
    [InlineData("9223372036854775807")]
    [InlineData($"{Subject}-12")]
    [InlineData($"{Subject}-9223372036854775807.2147483647.2147483647.2147483647")]
    public void What_is_written_is_read_as_the_same(string text)
    {
        var position = StreamPosition.Parse(text).ShouldNotBeNull();

        var utf8 = new byte[StreamPosition.MaxLength];
        Encoding.UTF8.GetString(utf8, 0, position.Write(utf8)).ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("one")]
    [InlineData(Subject)]
    [InlineData($"{Subject}-")]
    [InlineData($"{Subject}--1")]
    [InlineData($"{Subject}-1-2")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e-12")]
    public void What_is_none_is_no_position(string? text) => StreamPosition.Parse(text).ShouldBeNull();
}
