using System.Text.Json;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Ollama;
using FsCheck.Xunit;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

public sealed class ReasoningTagsTests
{
    public static TheoryData<string, string, string> Answers => new()
    {
        { "<think>\nI should **greet**.\n\n1. One\n2. Two\n</think>\n\nHello!", "I should **greet**.\n\n1. One\n2. Two", "Hello!" },
        { "\n <thinking>Hm.</thinking>Hello!", "Hm.", "Hello!" },
        { "<reasoning>\nHm.\n</reasoning>\nHello!", "Hm.", "Hello!" },
        { "<thought>Hm.</thought> Hello!", "Hm.", "Hello!" },
        { "<THINK>Hm.</Think>Hello!", "Hm.", "Hello!" },
        { "<think>a < b </thin </thinking> c</think>Hello!", "a < b </thin </thinking> c", "Hello!" },
        { "<think></think>\n\nHello!", "", "Hello!" },
        { "<think>Never ends", "Never ends", "" },
        { "I should greet.\n</think>\n\nHello!", "I should greet.", "Hello!" },
        { "I should greet.</think>Hello!", "I should greet.", "Hello!" },
        { "</think>\n\nHello!", "", "Hello!" },
        { "Hello!\n\n<think>later</think> text", "", "Hello!\n\n<think>later</think> text" },
        { "```xml\n<think>\n</think>\n```\n\nText.", "", "```xml\n<think>\n</think>\n```\n\nText." },
        { "In code:\n\n```\nThat was it.\n</think>\n```\n", "", "In code:\n\n```\nThat was it.\n</think>\n```\n" },
        { "`<think>` begins and `x</think>` ends it.", "", "`<think>` begins and `x</think>` ends it." },
        { "It ends with `x</think>` in code.", "", "It ends with `x</think>` in code." },
        { "The tag </think> ends it.", "", "The tag </think> ends it." },
        { "<thin", "", "<thin" },
        { "<thinker>x</thinker>", "", "<thinker>x</thinker>" },
        { "  indented\n", "", "  indented\n" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Reasoning_is_told_from_the_answer_in_any_pieces(string said, string thinking, string content)
    {
        foreach (var size in (int[])[1, 2, 3, 7, 4000])
        {
            var (actualReasoning, actualContent) = await ReadAsync(said.Chunk(size).Select(piece => new string(piece)));

            (actualReasoning, actualContent).ShouldBe((thinking, content), $"in pieces of {size}");
        }

        var parts = ReasoningTags.Split(said);
        (parts.TextOf(MessagePartKind.Reasoning), parts.TextOf()).ShouldBe(content.Length > 0 ? (thinking, content) : ("", said));
    }

    [Property(MaxTest = 300)]
    public async Task Random_pieces_give_what_the_whole_gives(int seed)
    {
        var random = new Random(seed);
        string[] parts = ["<think>", "</think>", "<thinking>", "</thinking>", "\n", " ", "```\n", "`", "word", ".", "<", "</"];
        var said = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
        var pieces = new List<string>();
        for (var at = 0; at < said.Length; at += pieces[^1].Length)
            pieces.Add(said.Substring(at, Math.Min(1 + random.Next(5), said.Length - at)));

        (await ReadAsync(pieces)).ShouldBe(await ReadAsync([said]), said);
    }

    [Fact]
    public async Task A_closing_tag_is_text_where_the_server_tells_the_reasoning_itself()
    {
        var events = await Server(ReplayHandler.Of(
            """
            {"message":{"thinking":"Hm."},"done":false}
            {"message":{"content":"One.\n</think>\nTwo."},"done":true}
            """)).ChatAsync();

        events.Thinking().ShouldBe("Hm.");
        events.Content().ShouldBe("One.\n</think>\nTwo.");
    }

    [Fact]
    public async Task What_was_held_back_comes_before_an_error()
    {
        var events = await Server(ReplayHandler.Of(
            """
            {"message":{"content":"<th"},"done":false}
            {"error":"crashed"}
            """)).ChatAsync();

        events.Content().ShouldBe("<th");
        events[^1].ShouldBeOfType<ChatEvent.Failed>();
    }

    private static async Task<(string Thinking, string Content)> ReadAsync(IEnumerable<string> pieces)
    {
        var lines = pieces.Select(piece => JsonSerializer.Serialize(new { message = new { content = piece }, done = false }));
        var events = await Server(ReplayHandler.Of(string.Join('\n', lines.Append("""{"done":true}""")))).ChatAsync();
        var (thinking, content) = ("", "");
        foreach (var change in events)
        {
            switch (change)
            {
                case ChatEvent.Delta(MessagePartKind.Reasoning, var text):
                    thinking += text;
                    break;
                case ChatEvent.Delta(MessagePartKind.Text, var text):
                    content += text;
                    break;
                case ChatEvent.TextWasReasoning(var text):
                    (thinking, content) = (thinking + text, "");
                    break;
            }
        }

        return (thinking, content);
    }
}
