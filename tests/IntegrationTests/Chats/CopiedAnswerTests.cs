using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>The button that copies an answer takes its text from the portal: it is what the model wrote, to the character.</summary>
public sealed class CopiedAnswerTests : SharedPortalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4_000)]
    public async Task What_is_copied_is_what_the_model_wrote(int size)
    {
        var chat = await Root.NewChatAsync();
        foreach (var (name, text) in ModelTexts.All)
        {
            var pieces = text.EnumerateRunes().Chunk(size).Select(runes => string.Concat(runes));
            Ollama.Answers.Enqueue(new SimulatedAnswer(text) { Pieces = [.. pieces] });
            var answer = await (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = name })).JsonAsync();
            var id = answer.GetProperty("message").GetProperty("id").GetString();

            var copied = await (await Root.GetAsync($"/chat/{chat}/message/{id}")).JsonAsync();

            copied.GetProperty("message").GetProperty("content").GetString().ShouldBe(text, $"{name}, in pieces of {size}");
        }
    }
}
