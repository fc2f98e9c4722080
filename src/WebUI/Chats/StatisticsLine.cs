using System.Globalization;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Display;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Chats;

/// <summary>How an answer was made. js/chat/statistics.js shows the same.</summary>
internal static class StatisticsLine
{
    public static IEnumerable<(string Text, string? Title)> Of(AnswerStatistics statistics, IStringLocalizer<ChatTexts> texts)
    {
        if (statistics.HiddenImages is { } images)
            yield return (texts["images not shown to this model: {0}", DisplayFormat.Count(images)], null);
        if (statistics.TokensPerSecond is { } speed)
            yield return (texts["{0} tokens/s", speed.ToString("0.0", CultureInfo.CurrentCulture)], null);
        if (statistics is { PromptTokens: { } prompt, CompletionTokens: { } written })
        {
            var counts = texts["{0} + {1} tokens", DisplayFormat.Count(prompt), DisplayFormat.Count(written)];
            yield return (counts, texts["Tokens read and written"]);
        }
        else if (statistics.CompletionTokens is { } tokens)
        {
            yield return (texts["about {0} tokens", DisplayFormat.Count(tokens)], texts["Counted while streaming"]);
        }

        if (statistics.TimeToFirstToken is { } first) yield return (texts["first token after {0}", DisplayFormat.Seconds(first)], null);
        if (statistics.LoadDuration is { TotalSeconds: > 0.5 } load)
            yield return (texts["loaded in {0}", DisplayFormat.Seconds(load)], texts["Part of the time to the first token"]);
        if (statistics.DoneReason == AnswerStatistics.Length) yield return (texts["stopped at the token limit"], null);
    }
}
