using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>One run of an answer, with the statistics of the earlier run that it continues.</summary>
internal sealed class AnswerAttempt(TimeProvider time)
{
    private TimeSpan? _timeToFirstToken;

    /// <summary>Of the current round.</summary>
    public TokenTimes Times { get; } = new(time);

    /// <summary>In the current round.</summary>
    public AnswerStatistics Counted { get; set; } = new();

    public ModelName? Model { get; set; }

    /// <summary>Number of text events in the current round; Ollama sends one per token.</summary>
    public int Received { get; set; }

    /// <summary>Null if the question fits into the context, or the server did not say.</summary>
    public ContextOverflow? Overflow { get; set; }

    /// <summary>Of the run that this one continues, and of earlier rounds.</summary>
    public AnswerStatistics? Earlier { get; set; }

    /// <summary>Images of earlier messages that the model was not shown.</summary>
    public int HiddenImages { get; set; }

    /// <summary>Null if the answer was stopped before the model server ended.</summary>
    public (ModelName Model, AppError? Failure)? Outcome { get; set; }

    public AnswerStatistics Statistics
    {
        get
        {
            var counted = Counted.CompletionTokens is null && Received > 0 ? Counted with { CompletionTokens = Received } : Counted;
            counted = counted with
            {
                TimeToFirstToken = _timeToFirstToken ?? Times.First,
                HiddenImages = HiddenImages > 0 ? HiddenImages : null,
            };
            if (Earlier is null) return counted;
            return Times.HasBegun ? counted.After(Earlier) : Earlier;
        }
    }

    /// <summary>The model is asked once more.</summary>
    public void BeginRound()
    {
        if (Times.HasBegun)
        {
            Earlier = Statistics with { DoneReason = null };
            _timeToFirstToken ??= Times.First;
        }

        Counted = new AnswerStatistics();
        Received = 0;
        Times.Start();
    }
}

internal sealed record AnswerEnd(MessageStatus Status, AppError? Error = null);
