using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

/// <summary>However the network cuts a stream, it tells the same.</summary>
public sealed class OllamaSplitTests
{
    private static readonly Transcript[] Streams =
    [
        .. Transcript.All.Where(t => t.ContentType == "application/x-ndjson" && t.Path is "/api/chat" or "/api/pull"),
        new("made-up", "/api/chat", "", System.Net.HttpStatusCode.OK, "application/x-ndjson", Encoding.UTF8.GetBytes(
            """
            {"message":{"thinking":"Hm… 🤔","content":""},"done":false}

            {"message":{"content":"Grüße 👋🏽, 世界 \u003cb\u003e"},"done":false}
            {"message":{"content":"Ende."},"done":true,"done_reason":"stop","eval_count":3}
            """), true),
    ];

    private static readonly Lazy<string[]>[] Whole =
        [.. Streams.Select(stream => new Lazy<string[]>(() => EventsAsync(stream, () => int.MaxValue).GetAwaiter().GetResult()))];

    [Fact]
    public void There_are_streams_to_split() => Streams.Length.ShouldBeGreaterThan(30);

    [Property(MaxTest = 500)]
    public async Task Any_split_gives_the_same_events(NonNegativeInt which, NonEmptyArray<PositiveInt> sizes)
    {
        var index = which.Get % Streams.Length;
        var next = 0;

        (await EventsAsync(Streams[index], () => sizes.Get[next++ % sizes.Get.Length].Get)).ShouldBe(
            Whole[index].Value,
            Streams[index].Name
        );
    }

    [Fact]
    public async Task A_byte_at_a_time_gives_the_same_events()
    {
        foreach (var (stream, whole) in Streams.Zip(Whole)) (await EventsAsync(stream, () => 1)).ShouldBe(whole.Value, stream.Name);
    }

    [Fact]
    public void Characters_that_are_cut_in_half_are_whole_again() =>
        Whole[^1].Value.ShouldBe([
            "Delta { Kind = Reasoning, Text = Hm… 🤔 }",
            "Delta { Kind = Text, Text = Grüße 👋🏽, 世界 <b> }",
            "Delta { Kind = Text, Text = Ende. }",
            Whole[^1].Value[^1],
        ]);

    private static async Task<string[]> EventsAsync(Transcript stream, Func<int> sizes)
    {
        var server = Server(ReplayHandler.Of(stream, sizes));
        return stream.Path == "/api/chat"
            ? [.. (await server.ChatAsync()).Select(e => e.ToString())]
            : [.. (await server.PullAsync()).Select(e => e.ToString())];
    }
}
