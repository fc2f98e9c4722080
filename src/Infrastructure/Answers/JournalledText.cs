using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// How much of an answer's text the journal has, in which of its chunks, and since when some is missing. The answer calls it
/// while it holds its lock.
/// </summary>
internal sealed class JournalledText(MessageId answer, TimeProvider time)
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
    /// <param name="gate">The answer's lock, in which it is noted later that the entry was written.</param>
    public JournalEntry? Next(int sequence, TextRuns thinking, LiveBlocks content, Lock gate)
    {
        if (_isClosed) return null;
        var chunks = new List<AnswerChunk>(AnswerJournal.ChunksOfAnAnswer);
        if (thinking.Length > _thinking) chunks.Add(new AnswerChunk(answer, sequence, AnswerChunkKind.Thinking, thinking.From(_thinking)));
        if (content.Length > _content) chunks.Add(new AnswerChunk(answer, sequence + 1, AnswerChunkKind.Content, content.From(_content)));
        if (chunks.Count == 0) return null;

        // Before it is known whether they are written, which a failure may leave open.
        foreach (var chunk in chunks) _chunks.Add(chunk.Sequence);
        _givenSince ??= _newSince;
        _newSince = null;
        var (thought, said) = (thinking.Length, content.Length);
        return new JournalEntry(chunks, _givenSince ?? time.GetTimestamp(), () =>
        {
            lock (gate) (_thinking, _content, _givenSince) = (thought, said, null);
        });
    }

    /// <inheritdoc cref="LiveAnswer.CloseJournal"/>
    public IReadOnlyList<int> Close()
    {
        _isClosed = true;
        return _chunks.ToList();
    }
}
