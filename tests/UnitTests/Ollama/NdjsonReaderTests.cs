using System.Text;
using ChatAi.Infrastructure.Ollama;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

public sealed class NdjsonReaderTests
{
    [Theory]
    [InlineData("a\nbb\nccc\n", "a|bb|ccc")]
    [InlineData("a\nbb", "a|bb")]
    [InlineData("\n\r\n  \na\r\n\n\nb\n\n", "a|b")]
    [InlineData("ä€👋\nß", "ä€👋|ß")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    public async Task Gives_the_lines(string text, string lines)
    {
        foreach (var size in new[] { 1, 2, 3, 7, 4096 })
            (await ReadAsync(Encoding.UTF8.GetBytes(text), size)).ShouldBe(lines, $"in pieces of {size}");
    }

    [Fact]
    public async Task Gives_a_line_that_is_longer_than_its_buffer()
    {
        var line = new string('x', 100_000);

        (await ReadAsync(Encoding.UTF8.GetBytes($"a\n{line}\nb\n"), 1000)).ShouldBe($"a|{line}|b");
    }

    [Fact]
    public async Task Tells_a_line_without_an_end()
    {
        using var reader = new NdjsonReader(new ScriptedStream("a\nb"u8.ToArray(), () => 3));

        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        reader.IsUnfinished.ShouldBeFalse();
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        reader.IsUnfinished.ShouldBeTrue();
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task Stops_at_a_line_that_never_ends()
    {
        using var reader = new NdjsonReader(new ScriptedStream(new byte[1_000_000], () => 5000), maxLineLength: 10_000);

        await Should.ThrowAsync<LineTooLongException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> ReadAsync(byte[] bytes, int size)
    {
        using var reader = new NdjsonReader(new ScriptedStream(bytes, () => size));
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(Encoding.UTF8.GetString(reader.Line.Span).TrimEnd('\r'));
        return string.Join('|', lines);
    }
}
