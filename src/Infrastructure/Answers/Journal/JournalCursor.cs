using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Infrastructure.Answers.Journal;

/// <summary>How much of an answer's text the journal has. Not thread-safe.</summary>
internal sealed class JournalCursor(TimeProvider time)
{
    private int _thinking;
    private int _content;
    private bool _isClosed;

    // Entries from before a restart are void.
    private int _restarts;
    private bool _replacesAll;

    // When the oldest text arrived: of the text in no entry yet, and of the newest entry.
    private long? _unreadSince;
    private long? _entrySince;

    public void TextArrived() => _unreadSince ??= time.GetTimestamp();

    public void MarkSaved(int thinking, int content)
    {
        _thinking = thinking;
        _content = content;
        _entrySince = null;
    }

    public void MarkSaved(JournalEntry entry)
    {
        if (entry.Restarts != _restarts) return;
        _replacesAll = false;
        MarkSaved(entry.ThinkingLength, entry.ContentLength);
    }

    /// <summary>The next entry replaces everything that this run has saved.</summary>
    public void StartOver(int thinking, int content)
    {
        _restarts++;
        _replacesAll = true;
        _thinking = thinking;
        _content = content;
    }

    public JournalEntry? Next(LiveAnswer answer, ReasoningText thinking, LiveMarkdown content)
    {
        if (_isClosed || (thinking.Length == _thinking && content.Length == _content)) return null;

        _entrySince ??= _unreadSince;
        _unreadSince = null;
        return new JournalEntry(answer, thinking.From(_thinking), content.From(_content), _entrySince ?? time.GetTimestamp())
        {
            ThinkingLength = thinking.Length,
            ContentLength = content.Length,
            Restarts = _restarts,
            ReplacesAll = _replacesAll,
        };
    }

    public void Close() => _isClosed = true;
}

/// <summary>Text of one answer that the journal lacks.</summary>
/// <param name="Since">The timestamp at which the oldest of it arrived.</param>
internal sealed record JournalEntry(LiveAnswer Answer, string Thinking, string Content, long Since)
{
    public required int ThinkingLength { get; init; }

    public required int ContentLength { get; init; }

    public required int Restarts { get; init; }

    public required bool ReplacesAll { get; init; }
}
