using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>A model that does not end, or a server that is no Ollama, fills neither memory nor disk.</summary>
public sealed class AnswerLengthTests : SharedPortalTests
{
    private const int Limit = 1_000;

    protected override Dictionary<string, string> Settings => new() { ["Chats:AnswerLength"] = $"{Limit}" };

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1, 100_000)]
    public async Task An_answer_ends_at_its_limit_as_one_that_ran_out_of_tokens(int pieces, int length)
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Repeat(new string('x', length), pieces)] });
        var chat = await Root.NewChatAsync();

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Go on for ever" });

        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        answer.Status.ShouldBe(MessageStatus.Complete);
        answer.Text().ShouldBe(new string('x', Limit));
        answer.Statistics.DoneReason.ShouldBe(AnswerStatistics.Length);
    }

    [Fact]
    public async Task It_ends_before_a_character_that_does_not_fit_and_leaves_no_hole()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [new string('x', Limit - 1), "\U0001F60A", "y"] });
        var chat = await Root.NewChatAsync();

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Smile" });

        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Text().ShouldBe(new string('x', Limit - 1));
    }
}
