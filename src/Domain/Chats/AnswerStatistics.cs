namespace ChatAi.Domain.Chats;

/// <summary>What the model server counted, and how long the first token took as seen from here.</summary>
public sealed record AnswerStatistics
{
    /// <summary>The <see cref="DoneReason"/> of an answer that reached its limit of tokens.</summary>
    public const string Length = "length";

    /// <summary>The <see cref="DoneReason"/> of an answer that failed because the question does not fit into the context.</summary>
    public const string Context = "context";

    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public TimeSpan? LoadDuration { get; init; }

    public TimeSpan? PromptDuration { get; init; }

    public TimeSpan? CompletionDuration { get; init; }

    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>From the first token of the thinking to the first of the answer.</summary>
    public TimeSpan? ThinkingDuration { get; init; }

    /// <summary>How much of the context the conversation took with this answer in it.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>The context length that the model ran with, in tokens.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Why the model ended: <c>stop</c>, <c>length</c> or <c>context</c>.</summary>
    public string? DoneReason { get; init; }

    public double? TokensPerSecond =>
        CompletionTokens is > 0 && CompletionDuration is { Ticks: > 0 } duration ? CompletionTokens / duration.TotalSeconds : null;

    /// <summary>Whether the tokens were counted as they came: the model server counts only what it completes.</summary>
    public bool IsEstimate => CompletionTokens is not null && PromptTokens is null;

    /// <summary>Of an answer that was written in two parts. What was not counted in one is unknown of the whole.</summary>
    public AnswerStatistics After(AnswerStatistics earlier) => this with
    {
        CompletionTokens = earlier.IsEstimate && !IsEstimate ? null : earlier.CompletionTokens + CompletionTokens,
        CompletionDuration = earlier.CompletionDuration + CompletionDuration,
        ThinkingDuration = (earlier.ThinkingDuration, ThinkingDuration) is ({ } first, { } second)
            ? first + second
            : ThinkingDuration ?? earlier.ThinkingDuration,
    };
}
