using ChatAi.Domain.Chats;

namespace ChatAi.Application.Answers;

/// <summary>A change of an answer, as its readers see it.</summary>
/// <param name="Position">
/// Grows with the answer. A reader that gives it back misses nothing; what it may get again says where it belongs, so that
/// applying it twice changes nothing.
/// </param>
public abstract record AnswerEvent(MessageId Message, long Position)
{
    /// <param name="Place">1 for the next in line; null when it does not wait.</param>
    /// <param name="IsServerBusy">Whether the model server had too much to do to begin, and is asked again.</param>
    public sealed record State(MessageId Message, long Position, MessageStatus Status, int? Place, bool IsServerBusy)
        : AnswerEvent(Message, Position);

    /// <summary>More of what the model thinks, plain text.</summary>
    /// <param name="At">The length, in UTF-16 units, of the thinking before this.</param>
    /// <param name="Duration">How long the model has thought; null where that is not known.</param>
    public sealed record Thinking(MessageId Message, long Position, int At, string Append, TimeSpan? Duration)
        : AnswerEvent(Message, Position);

    /// <summary>The HTML of one top-level block, in place of what that block was. Without HTML there is no such block any more, nor one behind it.</summary>
    public sealed record Block(MessageId Message, long Position, int Index, string Html) : AnswerEvent(Message, Position);

    /// <summary>The HTML of the last children of an element in a block, such as a list's items, in place of those that were there.</summary>
    /// <param name="Path">The way from the block to the element, as places among elements.</param>
    /// <param name="From">The place of the first of the children; those before stay.</param>
    public sealed record Items(MessageId Message, long Position, int Index, IReadOnlyList<int> Path, int From, string Html)
        : AnswerEvent(Message, Position);

    /// <summary>Plain text behind the block's HTML, until the block is rendered again.</summary>
    /// <param name="At">The length, in UTF-16 units, of the plain text behind that HTML before this.</param>
    public sealed record Text(MessageId Message, long Position, int Index, int At, string Append) : AnswerEvent(Message, Position);

    /// <summary>The end; the answer is stored. <paramref name="Status"/> tells how it ended.</summary>
    public sealed record Ended(MessageId Message, long Position, MessageStatus Status, string? Error, AnswerStatistics Statistics)
        : AnswerEvent(Message, Position);
}
