using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>One run of an answer: its model, its times and counts, and those of the earlier run that it continues.</summary>
internal sealed class AnswerAttempt(TimeProvider time)
{
    public TokenTimes Times { get; } = new(time);

    /// <summary>What the model server counted; empty before its end.</summary>
    public AnswerStatistics Counted { get; set; } = new();

    /// <summary>The model that was asked; null before that.</summary>
    public ModelName? Model { get; set; }

    /// <summary>How many events with text came; Ollama sends one for each token.</summary>
    public int Received { get; set; }

    /// <summary>By how much the question does not fit into the context; null if it does, or nobody tells.</summary>
    public ContextOverflow? Overflow { get; set; }

    public AnswerStatistics? Earlier { get; set; }

    /// <summary>How the model server's part ended, unless it was stopped before.</summary>
    public (ModelName Model, AppError? Failure)? Outcome { get; set; }

    public AnswerStatistics Statistics
    {
        get
        {
            var counted = Counted.CompletionTokens is null && Received > 0 ? Counted with { CompletionTokens = Received } : Counted;
            if (Earlier is null) return Times.ApplyTimings(counted);
            return Times.HasBegun ? Times.ApplyTimings(counted).After(Earlier) : Earlier;
        }
    }
}

/// <summary>How an answer ends.</summary>
/// <param name="Error">Null unless it failed.</param>
internal sealed record AnswerEnd(MessageStatus Status, AppError? Error = null);
