namespace ChatAi.Domain.Chats;

public sealed record AnswerStatistics
{
    /// <summary>The <see cref="DoneReason"/> of an answer that reached its token limit.</summary>
    public const string Length = "length";

    /// <summary>The <see cref="DoneReason"/> of an answer whose question exceeds the context.</summary>
    public const string Context = "context";

    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public TimeSpan? LoadDuration { get; init; }

    public TimeSpan? PromptDuration { get; init; }

    public TimeSpan? CompletionDuration { get; init; }

    public TimeSpan? TimeToFirstToken { get; init; }

    public int? ContextTokens { get; init; }

    public int? ContextLength { get; init; }

    public string? DoneReason { get; init; }

    /// <summary>Images of earlier messages that the model was not shown, since it cannot see.</summary>
    public int? HiddenImages { get; init; }

    public double? TokensPerSecond =>
        CompletionTokens is > 0 && CompletionDuration is { Ticks: > 0 } duration ? CompletionTokens / duration.TotalSeconds : null;

    /// <summary>Whether the portal counted the tokens: the model server counts only complete answers.</summary>
    public bool IsEstimate => CompletionTokens is not null && PromptTokens is null;

    /// <summary>Combines two runs of a continued answer. What one did not count is unknown for both.</summary>
    public AnswerStatistics After(AnswerStatistics earlier) => this with
    {
        CompletionTokens = earlier.IsEstimate && !IsEstimate ? null : earlier.CompletionTokens + CompletionTokens,
        CompletionDuration = earlier.CompletionDuration + CompletionDuration,
    };
}
