using System.Text;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Ollama;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

public sealed class ChatLineTests
{
    [Fact]
    public void A_line_costs_nothing_but_its_text()
    {
        var line =
            """{"model":"tinytest:latest","created_at":"2026-11-22T12:20:31.423216781Z","message":{"role":"assistant","content":" It"},"done":false}"""u8.ToArray();
        ChatLine.TryParse(line, out _).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _ = ChatLine.TryParse(line, out _);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 1000).ShouldBe(32); // a string of three characters
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"done\":true")]
    [InlineData("{\"done\":true} {")]
    [InlineData("{\"message\":{\"content\":\"\\ud83d\"}}")]
    public void Something_else_is_no_line(string text) => ChatLine.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void Broken_characters_are_no_line() =>
        ChatLine.TryParse([.. "{\"message\":{\"content\":\""u8, 0xFF, .. "\"}}"u8], out _).ShouldBeFalse();

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"message\":null,\"done\":null,\"done_reason\":null,\"eval_count\":null}")]
    [InlineData("{\"message\":[1,{\"content\":\"x\"}],\"done\":{\"done\":true},\"eval_count\":\"7\",\"eval_duration\":{}}")]
    [InlineData("{\"message\":{\"content\":{\"a\":1},\"thinking\":null,\"tool_calls\":[{\"content\":\"x\"}]},\"done\":false}")]
    public void Fields_of_another_shape_are_passed_over(string text)
    {
        ChatLine.TryParse(Encoding.UTF8.GetBytes(text), out var line).ShouldBeTrue();

        (line.Content, line.Thinking, line.Error, line.IsDone).ShouldBe((null, null, null, false));
        line.Statistics.ShouldBe(new());
    }

    [Theory]
    [InlineData("{\"error\":\"words\"}", "words")]
    [InlineData("{\"error\":{\"message\":\"words\"}}", "{\"message\":\"words\"}")]
    public void An_error_may_be_a_text_or_an_object(string text, string said)
    {
        ChatLine.TryParse(Encoding.UTF8.GetBytes(text), out var line).ShouldBeTrue();

        line.Error.ShouldBe(said);
    }

    [Fact]
    public void Calls_of_tools_are_read_and_what_is_no_call_is_left_out()
    {
        var text =
            """
            {"message":{"content":"","tool_calls":[1,{"function":{}},{"id":"c1","function":{"name":"a","arguments":{"city": "Paris"}}},
            {"function":{"name":"b"}}]},"done":false}
            """;

        ChatLine.TryParse(Encoding.UTF8.GetBytes(text), out var line).ShouldBeTrue();

        line.ToolCalls.ShouldBe([(new ToolCallData("c1", "a"), """{"city": "Paris"}"""), (new ToolCallData(null, "b"), "{}")]);
    }
}
