using System.Net;
using System.Text;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

public sealed class OllamaStreamTests
{
    private const int Lines = 1_000;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Lines).Select(i => $"{i}\n")));

    private readonly FakeTimeProvider _clock = new();

    // A connection gives as much as there is room for; what it keeps would lie there for another rest.
    [Fact]
    public async Task Reads_all_that_has_come_before_it_rests()
    {
        using var stream = await OpenAsync(new ScriptedStream(Text, () => Text.Length, ScriptedEnd.FallsSilent));

        for (var i = 0; i < Lines; i++)
        {
            var line = LineAsync(stream);
            line.IsCompleted.ShouldBeTrue($"it rests before line {i}");
            (await line).ShouldBe($"{i}");
        }
    }

    [Fact]
    public async Task Leaves_the_connection_alone_while_it_rests()
    {
        const int Piece = 100;
        var connection = new ScriptedStream(Text, () => Piece);
        using var stream = await OpenAsync(connection);
        var next = LineAsync(stream);
        while (next.IsCompleted)
        {
            await next;
            next = LineAsync(stream);
        }

        connection.Taken.ShouldBe(Piece);
        _clock.Advance(Rest);
        await next.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        connection.Taken.ShouldBe(2 * Piece);
    }

    private async Task<OllamaStream> OpenAsync(Stream connection)
    {
        var stream = new OllamaStream(_clock, new TimingWheel(_clock), TestContext.Current.CancellationToken);
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(connection) };
        (await stream.OpenAsync(_ => Task.FromResult(answer), Patience, null)).ShouldBeTrue();
        return stream;
    }

    private static async Task<string> LineAsync(OllamaStream stream)
    {
        (await stream.ReadLineAsync(Patience, Rest)).ShouldBeTrue();
        return Encoding.UTF8.GetString(stream.Line);
    }
}
