using System.Globalization;
using System.Text.Json.Nodes;
using ChatAi.Infrastructure.Import;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Import;

public sealed class LegacyTimeTests
{
    [Theory]
    [InlineData("\"2024-05-01T09:30:00\"", "2024-05-01T09:30:00Z")]
    [InlineData("\"2024-05-01T09:30:00.123456\"", "2024-05-01T09:30:00.123456Z")]
    [InlineData("\"2024-05-01T09:30:00.5Z\"", "2024-05-01T09:30:00.5Z")]
    [InlineData("\"2024-05-01 09:30:00+02:00\"", "2024-05-01T07:30:00Z")]
    [InlineData("\"2024-05-01\"", "2024-05-01T00:00:00Z")]
    [InlineData("1714555800", "2024-05-01T09:30:00Z")]
    [InlineData("1714555800.5", "2024-05-01T09:30:00.5Z")]
    [InlineData("1714555800500", "2024-05-01T09:30:00.5Z")]
    [InlineData("\"1714555800\"", "2024-05-01T09:30:00Z")]
    public void A_time_is_read_as_UTC(string json, string time) =>
        LegacyTime.Of(JsonNode.Parse(json)).ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("\"\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2024-13-01T00:00:00\"")]
    public void What_is_no_time_is_none(string json) => LegacyTime.Of(JsonNode.Parse(json)).ShouldBeNull();
}
