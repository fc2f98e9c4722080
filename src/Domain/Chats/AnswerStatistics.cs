namespace ChatAi.Domain.Chats;

/// <summary>What the model server counted, and how long the first token took as seen from here.</summary>
public sealed record AnswerStatistics
{
    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public TimeSpan? LoadDuration { get; init; }

    public TimeSpan? PromptDuration { get; init; }

    public TimeSpan? CompletionDuration { get; init; }

    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Why the model ended: <c>stop</c> or <c>length</c>.</summary>
    public string? DoneReason { get; init; }

    public double? TokensPerSecond =>
        CompletionTokens is > 0 && CompletionDuration is { Ticks: > 0 } duration ? CompletionTokens / duration.TotalSeconds : null;
}
