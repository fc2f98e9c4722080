using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Application.Answers;

/// <summary>A change of an answer, as subscribers see it. Applying one twice changes nothing.</summary>
public abstract record AnswerEvent(MessageId Message)
{
    /// <summary>What the reader has after this event, to resume from. Null within a group of events that is resent as a whole.</summary>
    public AnswerPosition? Position { get; init; }

    /// <param name="Place">Queue position, 1 is next; null if not queued.</param>
    /// <param name="IsServerBusy">Whether the model server was too busy to start and is being retried.</param>
    /// <param name="Reading">The file that has to be read first; null if there is none.</param>
    public sealed record State(MessageId Message, MessageStatus Status, int? Place, bool IsServerBusy, FileProgress? Reading = null)
        : AnswerEvent(Message);

    /// <param name="Done">Pages, slides or sheets; 0 if unknown.</param>
    /// <param name="Total">Of the whole file; 0 if unknown.</param>
    public sealed record FileProgress(string Name, int Done, int Total);

    /// <summary>A part begins. A part of another kind at this place, and all after it, are removed.</summary>
    /// <param name="Whole">The text of a part that comes as a whole; null if it grows.</param>
    public sealed record PartBegan(MessageId Message, int Part, MessagePartKind Kind, string? Whole = null, PartData? Data = null)
        : AnswerEvent(Message);

    /// <summary>Removes the parts from this place on.</summary>
    public sealed record PartsRemoved(MessageId Message, int Part) : AnswerEvent(Message);

    /// <param name="At">Length of the part's text before this text, in UTF-16 units.</param>
    public sealed record Reasoning(MessageId Message, int Part, int At, string Append, TimeSpan? Duration, bool HasEnded)
        : AnswerEvent(Message);

    /// <summary>The HTML of one top-level block, which it replaces. Empty HTML removes the block and all after it.</summary>
    public sealed record Block(MessageId Message, int Part, int Index, string Html) : AnswerEvent(Message);

    /// <summary>Plain text after a block's HTML, until the block is rendered again.</summary>
    /// <param name="At">Length of the plain text already after that HTML, in UTF-16 units.</param>
    public sealed record Text(MessageId Message, int Part, int Index, int At, string Append) : AnswerEvent(Message);

    public sealed record Ended(MessageId Message, MessageStatus Status, Reason? Error, AnswerStatistics Statistics) : AnswerEvent(Message);
}
