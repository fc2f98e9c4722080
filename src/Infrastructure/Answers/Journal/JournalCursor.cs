using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Infrastructure.Answers.Journal;

/// <summary>How much of an answer's text the journal has, and since when text is unsaved. Not thread-safe.</summary>
internal sealed class JournalCursor(TimeProvider time)
{
    private int _thinking;
    private int _content;
    private bool _isClosed;

    // Entries of before a new start are void.
    private int _starts;
    private bool _replacesAll;

    // When the oldest unsaved text arrived: of the text that no entry has yet, and of the newest entry.
    private long? _newSince;
    private long? _givenSince;

    public void TextArrived() => _newSince ??= time.GetTimestamp();

    public void MarkSaved(int thinking, int content)
    {
        _thinking = thinking;
        _content = content;
        _givenSince = null;
    }

    public void MarkSaved(JournalEntry entry)
    {
        if (entry.Start != _starts) return;
        _replacesAll = false;
        MarkSaved(entry.ThinkingLength, entry.ContentLength);
    }

    /// <summary>The next entry takes the place of all that this run has saved.</summary>
    public void StartOver(int thinking, int content)
    {
        _starts++;
        _replacesAll = true;
        _thinking = thinking;
        _content = content;
    }

    /// <returns>The unsaved text; null if there is none.</returns>
    public JournalEntry? Next(LiveAnswer answer, ReasoningText thinking, LiveMarkdown content)
    {
        if (_isClosed || (thinking.Length == _thinking && content.Length == _content)) return null;

        _givenSince ??= _newSince;
        _newSince = null;
        return new JournalEntry(answer, thinking.From(_thinking), content.From(_content), _givenSince ?? time.GetTimestamp())
        {
            ThinkingLength = thinking.Length,
            ContentLength = content.Length,
            Start = _starts,
            ReplacesAll = _replacesAll,
        };
    }

    public void Close() => _isClosed = true;
}

/// <summary>Text of one answer that the journal lacks.</summary>
/// <param name="Answer">To be told once it is saved; until then it gives the same text again.</param>
/// <param name="Since">The timestamp at which the oldest of it arrived.</param>
internal sealed record JournalEntry(LiveAnswer Answer, string Thinking, string Content, long Since)
{
    /// <summary>The length of the reasoning up to the end of this.</summary>
    public required int ThinkingLength { get; init; }

    /// <summary>The length of the content up to the end of this.</summary>
    public required int ContentLength { get; init; }

    /// <summary>How often the journal had started over.</summary>
    public required int Start { get; init; }

    /// <summary>Whether what the journal has of the answer is void.</summary>
    public required bool ReplacesAll { get; init; }
}
