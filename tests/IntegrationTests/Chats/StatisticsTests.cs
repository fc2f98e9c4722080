using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class StatisticsTests : SharedPortalTests
{
    protected override SimulatorOptions Options =>
        new()
        {
            LoadTime = TimeSpan.FromSeconds(0.6),
            TimeToFirstToken = TimeSpan.FromMilliseconds(50),
            ContextLength = 8192,
        };

    [Fact]
    public async Task An_answer_keeps_what_it_took_and_shows_it()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["Forty", "-two"], ThinkingPieces = ["Let ", "me ", "see."] });
        var chat = await ThinkingChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        var told = (await answer.JsonAsync()).GetProperty("message").GetProperty("statistics");
        var row = (await AnswerAsync()).Statistics;
        row.TimeToFirstToken!.Value.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.6));
        row.ContextTokens.ShouldBe(row.PromptTokens + row.CompletionTokens);
        row.ContextLength.ShouldBe(8192);
        told.GetProperty("contextTokens").GetInt32().ShouldBe(row.ContextTokens!.Value);
        told.GetProperty("contextLength").GetInt32().ShouldBe(8192);
        told.GetProperty("loadSeconds").GetDouble().ShouldBe(row.LoadDuration!.Value.TotalSeconds, 0.001);
        ReasoningOf(await AnswerAsync()).Seconds.ShouldBeInRange(0, 1);

        var page = WebUtility.HtmlDecode(await Root.PageAsync($"/chat/{chat}"));
        page.ShouldContain($">loaded in {row.LoadDuration.Value.TotalSeconds:0.0} s<");
        page.ShouldContain($">{row.PromptTokens} + {row.CompletionTokens} tokens<");
        page.ShouldContain(">Reasoned for 1 s<");
        page.ShouldNotContain("data-continuable");

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "And now?" });
        (await Root.PageAsync($"/chat/{chat}")).Split("loaded in").Length.ShouldBe(2, "Only the first has waited for the model.");
    }

    [Fact]
    public async Task An_answer_that_is_stopped_while_it_thinks_knows_for_how_long()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["Forty-two"], ThinkingPieces = ["Let ", "me ", "see."] });
        Ollama.Faults.NextChat(Fault.Silence(after: 2));
        var chat = await ThinkingChatAsync();
        await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" });
        await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation)
            .FirstAsync(e => e.Type == "reasoning", Cancellation);

        await Root.PostAsync($"/chat/{chat}/stop");

        var row = await AnswerAsync();
        row.Status.ShouldBe(MessageStatus.Stopped);
        ReasoningOf(row).Seconds.ShouldBeGreaterThan(0);
        row.Statistics.TimeToFirstToken.ShouldNotBeNull();
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("Reasoned for ");
    }

    [Theory]
    [InlineData("silence after=3", MessageStatus.Stopped)]
    public async Task An_answer_that_Ollama_did_not_count_has_an_estimate(string fault, MessageStatus status)
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["One ", "two ", "three ", "four"] });
        Ollama.Faults.NextChat(FaultText.Parse(fault)!);
        var chat = await Root.NewChatAsync("Hello");
        await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation)
            .FirstAsync(e => e.Data.GetRawText().Contains("three", StringComparison.Ordinal), Cancellation);

        await Root.PostAsync($"/chat/{chat}/stop");

        var row = await AnswerAsync();
        row.Status.ShouldBe(status);
        row.Statistics.CompletionTokens.ShouldBe(3);
        row.Statistics.IsEstimate.ShouldBeTrue();
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain(">about 3 tokens<");
    }

    private async Task<string> ThinkingChatAsync()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "qwen3:8b" }, "/dashboard");
        return chat;
    }

    private static ReasoningData ReasoningOf(Message answer) => answer.Parts[0].Data.ShouldBeOfType<ReasoningData>();

    private async Task<Message> AnswerAsync() => (await RowsAsync<Message>()).First(m => m.Role == MessageRole.Assistant);
}
