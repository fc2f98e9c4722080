using ChatAi.Application.Common;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Models;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("2.5 gb", 2_500_000_000)]
    [InlineData("500 MB", 500_000_000)]
    [InlineData("12B", 12)]
    [InlineData("0B", 0)]
    public void Reads_what_people_write(string text, long expected)
    {
        ByteSize.TryParse(text, out var bytes).ShouldBeTrue();
        bytes.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("2 GiB")]
    [InlineData("2GBMB")]
    [InlineData("lots")]
    public void Refuses_the_rest(string text) => ByteSize.TryParse(text, out _).ShouldBeFalse();
}
