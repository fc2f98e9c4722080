using ChatAi.WebUI.Http;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

[Trait("Security", "48")]
public sealed class CsvLineTests
{
    [Theory]
    [InlineData("mara.keller", "mara.keller")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    public void A_cell_is_quoted_where_it_needs_to_be(string text, string cell) => CsvLine.Of(text).ShouldBe($"{cell}\r\n");

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"x\")")]
    [InlineData("+1")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("\0=1")]
    [InlineData("  =1")]
    [InlineData("\"=1")]
    [InlineData("'=1")]
    [InlineData("＝1")]
    [InlineData("＠SUM(A1)")]
    public void A_formula_is_shown_and_not_worked_out(string text)
    {
        var line = CsvLine.Of(text, "next");

        line.ShouldBe($"\"'{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",next\r\n");
    }

    [Fact]
    public void Cells_are_told_apart() => CsvLine.Of("1", "=2", "3,4").ShouldBe("1,\"'=2\",\"3,4\"\r\n");
}
