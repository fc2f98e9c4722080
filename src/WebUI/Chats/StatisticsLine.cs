using System.Globalization;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Display;

namespace ChatAi.WebUI.Chats;

/// <summary>How an answer was made. js/chat/statistics.js shows the same.</summary>
internal static class StatisticsLine
{
    public static IEnumerable<(string Text, string? Title)> Of(AnswerStatistics statistics)
    {
        if (statistics.TokensPerSecond is { } speed) yield return ($"{speed.ToString("0.0", CultureInfo.InvariantCulture)} tokens/s", null);
        if (statistics is { PromptTokens: { } prompt, CompletionTokens: { } written })
            yield return ($"{DisplayFormat.Count(prompt)} + {DisplayFormat.Count(written)} tokens", "Tokens read and written");
        else if (statistics.CompletionTokens is { } tokens)
            yield return ($"about {DisplayFormat.Count(tokens)} tokens", "Counted while streaming");
        if (statistics.TimeToFirstToken is { } first) yield return ($"first token after {DisplayFormat.Seconds(first)}", null);
        if (statistics.LoadDuration is { TotalSeconds: > 0.5 } load)
            yield return ($"loaded in {DisplayFormat.Seconds(load)}", "Part of the time to the first token");
        if (statistics.DoneReason == AnswerStatistics.Length) yield return ("stopped at the token limit", null);
    }
}
