using ChatAi.Domain.Chats;

namespace ChatAi.Application.Answers;

/// <summary>A change of an answer, as its readers see it. Applying one twice changes nothing.</summary>
public abstract record AnswerEvent(MessageId Message)
{
    /// <summary>
    /// What the reader has after this event; it passes it on when it reconnects. Null within a group of events that belong together: a
    /// reader
    /// that is cut off there gets the whole group again.
    /// </summary>
    public AnswerPosition? Position { get; init; }

    /// <param name="Place">1 for the next in the queue; null when it is not queued.</param>
    /// <param name="IsServerBusy">Whether the model server was too busy to begin, and is being retried.</param>
    public sealed record State(MessageId Message, MessageStatus Status, int? Place, bool IsServerBusy) : AnswerEvent(Message);

    /// <summary>More reasoning, plain text.</summary>
    /// <param name="At">The length, in UTF-16 units, of the reasoning before this.</param>
    /// <param name="Duration">How long the model has been reasoning; null where that is not known.</param>
    public sealed record Thinking(MessageId Message, int At, string Append, TimeSpan? Duration) : AnswerEvent(Message);

    /// <summary>The HTML of one top-level block; it replaces the block. Empty HTML removes the block and all behind it.</summary>
    public sealed record Block(MessageId Message, int Index, string Html) : AnswerEvent(Message);

    /// <summary>Plain text behind the block's HTML, until the block is rendered again.</summary>
    /// <param name="At">The length, in UTF-16 units, of the plain text behind that HTML before this.</param>
    public sealed record Text(MessageId Message, int Index, int At, string Append) : AnswerEvent(Message);

    /// <summary>The end; the answer is stored.</summary>
    public sealed record Ended(MessageId Message, MessageStatus Status, string? Error, AnswerStatistics Statistics) : AnswerEvent(Message);
}
