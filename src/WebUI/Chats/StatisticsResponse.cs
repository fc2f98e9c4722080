using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Chats;

internal sealed record StatisticsResponse(
    string? Model,
    double? TokensPerSecond,
    int? PromptTokens,
    int? CompletionTokens,
    double? TimeToFirstTokenSeconds,
    double? LoadSeconds,
    int? ContextTokens,
    int? ContextLength,
    string? DoneReason,
    int? HiddenImages)
{
    public static StatisticsResponse Of(AnswerStatistics statistics, string? model = null) => new(
        model,
        statistics.TokensPerSecond is { } speed ? Math.Round(speed, 1) : null,
        statistics.PromptTokens,
        statistics.CompletionTokens,
        Seconds(statistics.TimeToFirstToken),
        Seconds(statistics.LoadDuration),
        statistics.ContextTokens,
        statistics.ContextLength,
        statistics.DoneReason,
        statistics.HiddenImages);

    internal static double? Seconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalSeconds, 3) : null;
}
