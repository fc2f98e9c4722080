using ChatAi.Infrastructure.Files.Extraction;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

public sealed class ExcelFormatTests
{
    [Theory]
    [InlineData("General", 1234.5, "1234.5")]
    [InlineData("0", 2.5, "3")]
    [InlineData("#,##0.00", 1234.5, "1234.50")]
    [InlineData("0.00", 2.675, "2.68")]
    [InlineData("00000", 815, "00815")]
    [InlineData("0.0#", 1.5, "1.5")]
    [InlineData("#,##0,\"k\"", 12345, "12k")]
    [InlineData("0%", 0.333, "33%")]
    [InlineData("0.0 %", 0.125, "12.5 %")]
    [InlineData("[$€-407] #,##0.00", -3.5, "-€ 3.50")]
    [InlineData("$#,##0.00_);[Red]($#,##0.00)", -3.5, "($3.50)")]
    [InlineData("0;-0;\"none\"", 0, "none")]
    [InlineData("_-* #,##0.00\\ \"€\"_-;-* #,##0.00\\ \"€\"_-;_-* \"-\"??\\ \"€\"_-;_-@_-", 0, "- €")]
    [InlineData(";;;", 5, "")]
    [InlineData("\"Number \"General", 5, "Number 5")]
    [InlineData("\"y;d\"0", 5, "y;d5")]
    public void Numbers_have_their_digits_and_units(string format, double number, string text) => Of(format, number).ShouldBe(text);

    [Theory]
    [InlineData("# ?/?", 0.25, "0.25")]
    [InlineData("0.00E+00", 1234.5, "1234.5")]
    [InlineData("000\\-0000", 5551234, "5551234")]
    [InlineData("[>=100]0;0.00", 5.125, "5.125")]
    [InlineData("@", 7, "7")]
    [InlineData("0\"", 7, "7")]
    [InlineData("[", 7, "7")]
    [InlineData("d", -5, "-5")]
    public void Other_formats_leave_the_number_as_it_is(string format, double number, string text) => Of(format, number).ShouldBe(text);

    [Theory]
    [InlineData("dd/mm/yyyy", 46036, "2026-01-14")]
    [InlineData("mmm", 46036, "2026-01-14")]
    [InlineData("[$-407]d. mmmm yyyy;@", 46036, "2026-01-14")]
    [InlineData("yyyy\\-mm\\-dd\\ hh:mm", 46036.5, "2026-01-14 12:00")]
    [InlineData("d.m.yy h:mm:ss", 46036.5, "2026-01-14 12:00:00")]
    [InlineData("h:mm AM/PM", 0.75, "18:00")]
    [InlineData("hh:mm", 46036.75, "18:00")]
    [InlineData("[h]:mm", 1.25, "30:00")]
    [InlineData("[hh]:mm:ss", -1.25, "-30:00:00")]
    [InlineData("[mm]:ss", 0.0625, "1:30:00")]
    public void Dates_and_times_can_only_be_read_in_one_way(string format, double number, string text) => Of(format, number).ShouldBe(text);

    [Fact]
    public void Days_may_count_from_1904() => new ExcelFormat("yyyy").Of(44574, is1904: true).ShouldBe("2026-01-14");

    private static string Of(string format, double number) => new ExcelFormat(format).Of(number, is1904: false);
}
