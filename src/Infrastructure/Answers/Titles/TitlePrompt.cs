using System.Text.Json;
using ChatAi.Application.Models;

namespace ChatAi.Infrastructure.Answers.Titles;

internal static class TitlePrompt
{
    public static JsonElement Format { get; } = JsonElement.Parse(
        """{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}""");

    private const int MaxExcerptLength = 1000;

    public static ChatTurn Of(string question, string answer) => new("user",
        $"""
        This is how a conversation begins:

        <question>
        {Excerpt(question)}
        </question>

        <answer>
        {Excerpt(answer)}
        </answer>

        Write a title for it: three to six words, in the language of the question. Reply with JSON that has the title alone.
        """);

    private static string Excerpt(string text)
    {
        if (text.Length <= MaxExcerptLength) return text;
        return text[..(char.IsHighSurrogate(text[MaxExcerptLength - 1]) ? MaxExcerptLength - 1 : MaxExcerptLength)] + "…";
    }
}
