using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Titles;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class TitleTextTests
{
    [Theory]
    [InlineData("Smoothing p95 latency", "Smoothing p95 latency")]
    [InlineData("  \n\n  Smoothing p95 latency.\nBecause it is about latency.", "Smoothing p95 latency")]
    [InlineData("\"Smoothing p95 latency.\"", "Smoothing p95 latency")]
    [InlineData("**Title:** Smoothing p95 latency", "Smoothing p95 latency")]
    [InlineData("**Title: “Smoothing p95 latency”**", "Smoothing p95 latency")]
    [InlineData("# Smoothing p95 latency", "Smoothing p95 latency")]
    [InlineData("- `Smoothing p95 latency`", "Smoothing p95 latency")]
    [InlineData("Sure, here is one:\n\nSmoothing p95 latency", "Smoothing p95 latency")]
    [InlineData("<think>The user wants\na title.</think>\nSmoothing p95 latency", "Smoothing p95 latency")]
    [InlineData("The user wants a title.</think>Smoothing p95 latency", "Smoothing p95 latency")]
    [InlineData("Titel: „Größe von 日本語-Texten“", "Größe von 日本語-Texten")]
    [InlineData("「東京の天気。」", "東京の天気")]
    [InlineData("Learning C#", "Learning C#")]
    [InlineData("{\"title\": \"Sourdough Basics\"}", "Sourdough Basics")]
    [InlineData("```json\n{\"title\": \"Sourdough Basics\"}\n```", "Sourdough Basics")]
    [InlineData("```\nSourdough Basics\n```", "Sourdough Basics")]
    [InlineData("<think>Hm {</think>{ \"Title\" : \"Gr\\u00f6\\u00dfe \\\"M\\\" or L\", \"x\": 1", "Größe \"M\" or L")]
    [InlineData("Here is a title for the conversation: \"Sourdough Basics\"", "Sourdough Basics")]
    [InlineData("Sure! Here's one: Sourdough Basics", "Sourdough Basics")]
    [InlineData("Sets such as {1, 2} in maths", "Sets such as {1, 2} in maths")]
    [InlineData("Why is the sky blue?", "Why is the sky blue?")]
    [InlineData("Hidden\u202Eeltit\u0007", "Hiddeneltit")]
    public void Is_the_first_line_without_what_stands_around_it(string said, string title) =>
        TitleText.Of(said).ShouldBe(ChatTitle.From(title));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("\"…\"")]
    [InlineData("<think>The user wants a title, and I")]
    [InlineData("Title:")]
    [InlineData("{\"title\": \"Sourd")]
    [InlineData("{\"title\": 3}")]
    [InlineData("```json\n{}\n```")]
    public void Nothing_sensible_is_no_title(string said) => TitleText.Of(said).ShouldBeNull();

    [Fact]
    public void A_long_line_is_cut_and_a_speech_is_no_title()
    {
        var words = string.Join(' ', Enumerable.Repeat("words", 15));

        TitleText.Of(words)!.Value.Length.ShouldBeLessThanOrEqualTo(ChatTitle.MaxDerivedLength);
        TitleText.Of(string.Join(' ', words, words)).ShouldBeNull();
    }
}
