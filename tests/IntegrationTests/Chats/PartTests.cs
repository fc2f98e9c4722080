using System.Text.Json.Nodes;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Generation;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using ChatRequest = ChatAi.Application.Models.ChatRequest;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>Answers of several parts: calls of tools, and rounds in which a model is asked again.</summary>
public sealed class PartTests : SignedInTests
{
    private readonly LookUps _rounds = new();

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<IAnswerRounds>(_rounds) };

    [Fact]
    public async Task A_tool_that_a_model_asks_for_is_a_part_and_the_page_says_that_it_cannot_run()
    {
        Ollama.Answers.Enqueue(Calling("I look it up.", "Paris"));
        var chat = await Root.NewChatAsync();

        var whole = await AskAsync(chat, "How is the weather?");

        whole.GetProperty("status").GetString().ShouldBe("complete");
        var parts = (await AnswerAsync()).Parts;
        parts.Select(part => (part.Index, part.Kind, part.Text)).ShouldBe(
        [
            (0, MessagePartKind.Text, "I look it up."),
            (1, MessagePartKind.ToolCall, """{"city":"Paris"}"""),
        ]);
        parts[1].Data.ShouldBeOfType<ToolCallData>().Name.ShouldBe("get_weather");
        whole.GetProperty("parts")[1].GetProperty("data").GetProperty("name").GetString().ShouldBe("get_weather");
        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain("Requested the tool <bdi data-tool>get_weather</bdi>, which this portal cannot run yet");
        page.ShouldContain("{&quot;city&quot;:&quot;Paris&quot;}");

        Ollama.Answers.Enqueue("And now?");
        await AskAsync(chat, "Well?");
        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Content).ShouldBe(["How is the weather?", "I look it up.", "Well?"]);
    }

    [Fact]
    public async Task An_answer_that_is_a_call_alone_is_complete_and_is_not_sent_back()
    {
        Ollama.Answers.Enqueue(Calling("", "Paris"));
        var chat = await Root.NewChatAsync();

        (await AskAsync(chat, "One")).GetProperty("status").GetString().ShouldBe("complete");

        (await Root.PageAsync($"/chat/{chat}")).ShouldNotContain("data-notice=\"spent\"><");
        Ollama.Answers.Enqueue("Yes.");
        await AskAsync(chat, "Two");
        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Content).ShouldBe(["One", "Two"]);
    }

    [Fact]
    public async Task Three_rounds_are_one_answer()
    {
        _rounds.Max = 3;
        Ollama.Answers.Enqueue(Calling("I look it up.", "Paris") with { Thinking = "Hm." });
        Ollama.Answers.Enqueue(Calling("", "Rome"));
        Ollama.Answers.Enqueue("It is **warmer** in Rome.");
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "qwen3:8b" }, $"/chat/{chat}");

        var whole = await AskAsync(chat, "Where is it warmer?");

        whole.GetProperty("content").GetString().ShouldBe("I look it up.\n\nIt is **warmer** in Rome.");
        var answer = await AnswerAsync();
        answer.Parts.Select(part => (part.Kind, part.Text)).ShouldBe(
        [
            (MessagePartKind.Reasoning, "Hm."),
            (MessagePartKind.Text, "I look it up."),
            (MessagePartKind.ToolCall, """{"city":"Paris"}"""),
            (MessagePartKind.ToolResult, "10 degrees"),
            (MessagePartKind.ToolCall, """{"city":"Rome"}"""),
            (MessagePartKind.ToolResult, "20 degrees"),
            (MessagePartKind.Text, "It is **warmer** in Rome."),
        ]);
        var asked = Ollama.Requests.Chats;
        asked.Count.ShouldBe(3);
        asked[2].Chat!.Messages.Select(m => m.Role).ShouldBe(["user", "assistant", "tool", "assistant", "tool"]);
        answer.Statistics.CompletionTokens!.Value.ShouldBeGreaterThan(asked[2].TokensWritten, "All rounds count.");
        answer.Statistics.DoneReason.ShouldBe("stop");
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("It is <strong>warmer</strong> in Rome.");
    }

    [Fact]
    public async Task A_round_that_a_restart_of_the_portal_cuts_off_keeps_the_parts_of_all_rounds()
    {
        _rounds.Max = 3;
        Ollama.Answers.Enqueue(Calling("I look it up.", "Paris"));
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Repeat("It is warm there.", 50)));
        var chat = await Root.NewChatAsync();
        Ollama.Options.TokensPerSecond = 20;
        await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" });
        await Ollama.Requests.WaitAsync(r => r.Chat?.Messages.Count == 3 && r.TokensWritten >= 2, Cancellation);

        await Portal.RestartAsync();

        var answer = await AnswerAsync();
        answer.Status.ShouldBe(MessageStatus.Interrupted);
        answer.Parts.Select(part => part.Kind).ShouldBe(
            [MessagePartKind.Text, MessagePartKind.ToolCall, MessagePartKind.ToolResult, MessagePartKind.Text]);
        answer.Text().ShouldStartWith("I look it up.\n\nIt is");
    }

    private static SimulatedAnswer Calling(string text, string city) =>
        new(text) { ToolCalls = [new SimulatedToolCall("get_weather", new JsonObject { ["city"] = city })] };

    private async Task<System.Text.Json.JsonElement> AskAsync(string chat, string question) =>
        (await (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = question })).JsonAsync()).GetProperty("message");

    private async Task<Message> AnswerAsync() => (await RowsAsync<Message>()).First(m => m.Role == MessageRole.Assistant);

    /// <summary>Answers each call of a tool, and asks again.</summary>
    private sealed class LookUps : IAnswerRounds
    {
        private int _degrees;

        public int Max { get; set; } = 1;

        public ValueTask<ChatRequest?> NextAsync(ChatRequest asked, LiveAnswer live, CancellationToken cancellationToken)
        {
            if (_degrees / 10 + 1 >= Max || live.Text.Parts is not [.., { Kind: MessagePartKind.ToolCall }])
                return ValueTask.FromResult<ChatRequest?>(null);
            _degrees += 10;
            live.Text.Add(MessagePartKind.ToolResult, $"{_degrees} degrees", null);
            return ValueTask.FromResult<ChatRequest?>(asked with
            {
                Messages = [.. asked.Messages, new ChatTurn("assistant", ""), new ChatTurn("tool", $"{_degrees} degrees")],
            });
        }
    }
}
