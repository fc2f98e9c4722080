using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// How much of an answer's text the journal has, in which of its chunks, and since when some is missing. The answer calls it
/// while it holds its lock.
/// </summary>
internal sealed class JournalledText(TimeProvider time)
{
    private readonly ChunkSequences _chunks = new(AnswerJournal.ChunksOfAnAnswer);
    private int _thinking;
    private int _content;
    private bool _isClosed;

    // When the oldest text came that the journal was not given yet, and of that which it was given and has not stored.
    private long? _newSince;
    private long? _givenSince;

    /// <summary>Says that text came.</summary>
    public void Grew() => _newSince ??= time.GetTimestamp();

    /// <param name="thinking">Characters that were thought and are in the store.</param>
    /// <param name="content">Characters that were said and are in the store.</param>
    public void BeginAfter(int thinking, int content) => (_thinking, _content) = (thinking, content);

    /// <inheritdoc cref="LiveAnswer.NextJournalEntry"/>
    public JournalEntry? Next(LiveAnswer answer, int sequence, TextRuns thinking, LiveBlocks content)
    {
        if (_isClosed) return null;
        var thought = thinking.Length > _thinking ? new AnswerChunk(answer.Id, sequence, AnswerChunkKind.Thinking, thinking.From(_thinking)) : null;
        var said = content.Length > _content ? new AnswerChunk(answer.Id, sequence + 1, AnswerChunkKind.Content, content.From(_content)) : null;
        if (thought is null && said is null) return null;

        // Before it is known whether they are written, which a failure may leave open.
        if (thought is not null) _chunks.Add(thought.Sequence);
        if (said is not null) _chunks.Add(said.Sequence);
        _givenSince ??= _newSince;
        _newSince = null;
        return new JournalEntry(answer, thought, said, _givenSince ?? time.GetTimestamp()) { ThinkingLength = thinking.Length, ContentLength = content.Length };
    }

    /// <inheritdoc cref="LiveAnswer.Written"/>
    public void Written(JournalEntry entry) => (_thinking, _content, _givenSince) = (entry.ThinkingLength, entry.ContentLength, null);

    /// <inheritdoc cref="LiveAnswer.CloseJournal"/>
    public IReadOnlyList<int> Close()
    {
        _isClosed = true;
        return _chunks.ToList();
    }
}
