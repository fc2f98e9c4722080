using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Infrastructure.Answers.Journal;

/// <summary>How much of an answer's text the journal has. Not thread-safe.</summary>
internal sealed class JournalCursor(TimeProvider time)
{
    // All parts before this one, and of it so much.
    private int _part = -1;
    private int _offset;
    private bool _isClosed;

    // Parts whose text has moved to a later one, and those of them that the journal knows to be empty.
    private readonly SortedSet<int> _moved = [];
    private readonly HashSet<int> _savedMoves = [];

    // Entries from before a restart are void.
    private int _restarts;
    private bool _replacesAll;

    // When the oldest text arrived: of the text in no entry yet, and of the newest entry.
    private long? _unreadSince;
    private long? _entrySince;

    public void TextArrived() => _unreadSince ??= time.GetTimestamp();

    /// <param name="stored">The parts of an earlier run.</param>
    public void MarkSaved(IReadOnlyList<MessagePart> stored) =>
        (_part, _offset) = stored is [.., var last] ? (last.Index, last.Text.Length) : (-1, 0);

    public void MarkSaved(JournalEntry entry)
    {
        if (entry.Restarts != _restarts) return;
        var last = entry.Chunks[^1];
        (_part, _offset) = (last.Part, last.Offset + last.Text.Length);
        _savedMoves.UnionWith(entry.Chunks.Where(chunk => chunk.Text.Length == 0).Select(chunk => chunk.Part));
        _replacesAll = false;
        _entrySince = null;
    }

    /// <summary>The text of a part has moved to a later one.</summary>
    public void MarkMoved(int part) => _moved.Add(part);

    /// <summary>The next entry replaces everything that this run has saved.</summary>
    /// <param name="stored">The parts of an earlier run.</param>
    public void StartOver(IReadOnlyList<MessagePart> stored)
    {
        _restarts++;
        _replacesAll = true;
        _savedMoves.Clear();
        MarkSaved(stored);
    }

    public JournalEntry? Next(LiveAnswer answer, IReadOnlyList<LivePart> parts)
    {
        if (_isClosed) return null;
        var chunks = parts.Where(IsUnsaved)
            .Select(part => part.ToChunk(answer.Id, part.Index == _part ? _offset : 0, answer.Fence)).ToList();
        if (chunks.Count == 0) return null;
        chunks.InsertRange(
            0, _moved.Except(_savedMoves).Select(part => new AnswerChunk(answer.Id, part, 0, answer.Fence, MessagePartKind.Text, "")));

        _entrySince ??= _unreadSince;
        _unreadSince = null;
        return new JournalEntry(answer, chunks, _entrySince ?? time.GetTimestamp()) { Restarts = _restarts, ReplacesAll = _replacesAll };
    }

    public void Close() => _isClosed = true;

    private bool IsUnsaved(LivePart part) => part.Index > _part || (part.Index == _part && part.Length > _offset);
}

/// <summary>Text of one answer that the journal lacks.</summary>
/// <param name="Chunks">In their order; at least one.</param>
/// <param name="Since">The timestamp at which the oldest of it arrived.</param>
internal sealed record JournalEntry(LiveAnswer Answer, IReadOnlyList<AnswerChunk> Chunks, long Since)
{
    public required int Restarts { get; init; }

    public required bool ReplacesAll { get; init; }
}
