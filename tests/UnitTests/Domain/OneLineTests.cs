using ChatAi.Domain.Common;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("qwen3:8b", "qwen3:8b")]
    [InlineData("Grüße, 世界", "Grüße, 世界")]
    [InlineData("a\r\nb", @"a\u000D\u000Ab")]
    [InlineData("\u001b[31mred", @"\u001B[31mred")]
    [InlineData("nul\0", @"nul\u0000")]
    [InlineData("\u0085\u2028\u2029", @"\u0085\u2028\u2029")]
    [InlineData("user\u202Egnp.exe", @"user\u202Egnp.exe")]
    [InlineData("zero\u200Bwidth\uFEFF", @"zero\u200Bwidth\uFEFF")]
    [InlineData(null, "")]
    public void What_is_not_seen_or_moves_the_text_is_written_out(string? text, string line) => OneLine.Of(text, 100).ShouldBe(line);

    [Fact]
    public void What_is_too_long_is_cut()
    {
        OneLine.Of(new string('x', 1_000_000), 10).ShouldBe("xxxxxxxxx…");
        OneLine.Of("0123456789", 10).ShouldBe("0123456789");
        OneLine.Of("12345678\n", 10).ShouldBe(@"12345678\…");
    }
}
