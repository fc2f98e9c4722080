using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Answers;

/// <summary>The figures of what is being written, on top of those of an earlier part where the answer is gone on with.</summary>
internal sealed class AnswerPart(TimeProvider time)
{
    public TokenTimes Times { get; } = new(time);

    /// <summary>What the model server counted; empty before its end.</summary>
    public AnswerStatistics Counted { get; set; } = new();

    /// <summary>Which model was asked; null before that.</summary>
    public ModelName? Model { get; set; }

    public AnswerStatistics? Earlier { get; set; }

    /// <summary>What came of asking the model, if it was not left before.</summary>
    public (ModelName Model, AppError? Failure)? Outcome { get; set; }

    public AnswerStatistics Statistics =>
        Earlier is null ? Times.Stamp(Counted) : Times.HasBegun ? Times.Stamp(Counted).After(Earlier) : Earlier;
}
