using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>One run of an answer, with the statistics of the earlier run that it continues.</summary>
internal sealed class AnswerAttempt(TimeProvider time)
{
    public TokenTimes Times { get; } = new(time);

    public AnswerStatistics Counted { get; set; } = new();

    public ModelName? Model { get; set; }

    /// <summary>Number of text events; Ollama sends one per token.</summary>
    public int Received { get; set; }

    /// <summary>Null if the question fits into the context, or the server did not say.</summary>
    public ContextOverflow? Overflow { get; set; }

    public AnswerStatistics? Earlier { get; set; }

    /// <summary>Null if the answer was stopped before the model server ended.</summary>
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

internal sealed record AnswerEnd(MessageStatus Status, AppError? Error = null);
