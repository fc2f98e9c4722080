using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Answers;

/// <summary>One run of an answer: its model, its times and counts, and those of the earlier run that it continues.</summary>
internal sealed class AnswerAttempt(TimeProvider time)
{
    public TokenTimes Times { get; } = new(time);

    /// <summary>What the model server counted; empty before its end.</summary>
    public AnswerStatistics Counted { get; set; } = new();

    /// <summary>The model that was asked; null before that.</summary>
    public ModelName? Model { get; set; }

    public AnswerStatistics? Earlier { get; set; }

    /// <summary>How the model server's part ended, unless it was stopped before.</summary>
    public (ModelName Model, AppError? Failure)? Outcome { get; set; }

    public AnswerStatistics Statistics
    {
        get
        {
            if (Earlier is null) return Times.ApplyTimings(Counted);
            return Times.HasBegun ? Times.ApplyTimings(Counted).After(Earlier) : Earlier;
        }
    }
}

/// <summary>How an answer ends.</summary>
/// <param name="Error">Null unless it failed.</param>
internal sealed record AnswerEnd(MessageStatus Status, string? Error = null);
