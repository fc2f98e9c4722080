using System.Text.Json;
using ChatAi.Application.Models;

namespace ChatAi.Infrastructure.Answers.Titles;

internal static class TitlePrompt
{
    /// <summary>The JSON schema of what is asked for.</summary>
    public static JsonElement Format { get; } = JsonElement.Parse(
        """{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}""");

    // Enough to tell what a conversation is about, and read in a moment.
    private const int MostOfEach = 1000;

    public static ChatTurn Of(string question, string answer) => new("user",
        $"""
        This is how a conversation begins:

        <question>
        {BeginningOf(question)}
        </question>

        <answer>
        {BeginningOf(answer)}
        </answer>

        Write a title for it: three to six words, in the language of the question. Reply with JSON that has the title alone.
        """);

    private static string BeginningOf(string text)
    {
        if (text.Length <= MostOfEach) return text;
        return text[..(char.IsHighSurrogate(text[MostOfEach - 1]) ? MostOfEach - 1 : MostOfEach)] + "…";
    }
}
