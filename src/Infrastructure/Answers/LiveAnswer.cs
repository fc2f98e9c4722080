using System.Runtime.CompilerServices;
using System.Text;
using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// An answer while it waits and is written. One writer appends; any number of readers ask what came after the position they
/// have, so a slow reader gets more at a time and never holds up the writer. Its Markdown is rendered from outside, by
/// <see cref="Render"/>, as often as there is time for.
/// </summary>
internal sealed class LiveAnswer(MessageId id, ChatId chat, UserId owner, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Dear = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Pulse _changed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _content = new();
    private readonly TextRuns _thinking = new();
    private readonly List<FinishedBlock> _finished = [];

    private long _position;
    private long _stateAt;
    private MessageStatus _status = MessageStatus.Queued;
    private int? _place;

    // The last block: its source from _openStart on, its HTML as of _openAt, and what has come since.
    private int _openStart;
    private string? _openHtml;
    private long _openAt;
    private string? _openFence;
    private int _linesSeen;
    private TextRuns _pending = new();
    private int _renderedLength;
    private long _comparedAt = -1;
    private long _renderedAt;
    private TimeSpan _restAfterRender = Least;

    // How much of the text the journal has, in how many chunks.
    private int _journalledThinking;
    private int _journalledContent;
    private int _chunks;
    private bool _isJournalClosed;

    private AnswerEvent.Ended? _end;

    public MessageId Id => id;

    public ChatId Chat => chat;

    public UserId Owner => owner;

    /// <summary>Cancelled when its reader, or an administrator, ends it.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Completes once its end is in the store.</summary>
    public Task Stored => _stored.Task;

    public string Content
    {
        get
        {
            lock (_gate) return _content.ToString();
        }
    }

    public string Thinking
    {
        get
        {
            lock (_gate) return _thinking.ToString();
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            // Not inline: what listens may run for a while, and ends with this lock.
            if (_end is null) _ = _stop.CancelAsync();
        }
    }

    public void MoveTo(MessageStatus status, int? place)
    {
        lock (_gate)
        {
            if (_status == status && _place == place) return;
            _status = status;
            _place = place;
            _stateAt = ++_position;
        }

        _changed.Beat();
    }

    public void AppendThinking(string text)
    {
        lock (_gate)
        {
            _thinking.Append(_position, text);
            _position += text.Length;
        }

        _changed.Beat();
    }

    public void AppendContent(string text)
    {
        lock (_gate)
        {
            _content.Append(text);
            _pending.Append(_position, text);
            _position += text.Length;
        }

        _changed.Beat();
    }

    /// <summary>Renders what has come since the last time, if that is long enough ago for the size of what is rendered.</summary>
    public void Render()
    {
        string tail;
        int start;
        int length;
        lock (_gate)
        {
            length = _content.Length;
            if (length == _renderedLength || time.GetElapsedTime(_renderedAt) < _restAfterRender) return;
            if (_openFence is { } fence && !MayClose(fence)) return;
            start = _openStart;
            tail = _content.ToString(start, length - start);
        }

        // Outside the lock: the writer goes on meanwhile.
        var began = time.GetTimestamp();
        var rendering = TailRendering.Of(tail);
        lock (_gate)
        {
            Apply(rendering, tail, start);
            _renderedAt = time.GetTimestamp();
            _restAfterRender = Rest(time.GetElapsedTime(began), rendering.OpenHtml?.Length ?? 0);
        }

        _changed.Beat();
    }

    /// <summary>Renders all of it at once, as a page would show it, and tells what differs from what was told so far.</summary>
    public void RenderWhole(IMarkdown markdown)
    {
        var whole = markdown.RenderBlocks(Content);
        lock (_gate)
        {
            // The last place may have shown something that is nothing now, such as half a link definition.
            var shown = _content.Length == 0 ? 0 : _finished.Count + 1;
            if (_openHtml is not null) _finished.Add(new FinishedBlock(_openHtml, _pending.Length > 0 ? -1 : _openAt));
            _openHtml = null;
            _pending = new TextRuns();
            _openStart = _renderedLength = _content.Length;
            _comparedAt = _position + 1;
            for (var i = 0; i < Math.Max(whole.Count, shown); i++)
            {
                var html = i < whole.Count ? whole[i] : "";
                if (i == _finished.Count) _finished.Add(new FinishedBlock(html, ++_position));
                else if (_finished[i].Html != html || _finished[i].ChangedAt < 0) _finished[i] = new FinishedBlock(html, ++_position);
            }
        }

        _changed.Beat();
    }

    /// <returns>What the journal does not have yet; null when there is nothing.</returns>
    public JournalEntry? NextJournalEntry()
    {
        lock (_gate)
        {
            if (_isJournalClosed) return null;
            var (thinking, content) = (_thinking.Length, _content.Length);
            var chunks = new List<AnswerChunk>(2);
            if (thinking > _journalledThinking)
                chunks.Add(new AnswerChunk(id, _chunks, AnswerChunkKind.Thinking, _thinking.From(_journalledThinking)));
            if (content > _journalledContent)
            {
                var text = _content.ToString(_journalledContent, content - _journalledContent);
                chunks.Add(new AnswerChunk(id, _chunks + chunks.Count, AnswerChunkKind.Content, text));
            }

            return chunks.Count == 0 ? null : new JournalEntry(chunks, () =>
            {
                lock (_gate) (_journalledThinking, _journalledContent, _chunks) = (thinking, content, _chunks + chunks.Count);
            });
        }
    }

    public void CloseJournal()
    {
        lock (_gate) _isJournalClosed = true;
    }

    /// <summary>Tells the readers that the answer has ended and is stored (or that its chat is gone).</summary>
    public void End(MessageStatus status, string? error, AnswerStatistics statistics)
    {
        lock (_gate)
        {
            _status = status;
            _end = new AnswerEvent.Ended(id, ++_position, status, error, statistics);
        }

        _stored.TrySetResult();
        _changed.Beat();
    }

    public async IAsyncEnumerable<AnswerEvent> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = after ?? -1;
        while (true)
        {
            var changed = _changed.Next;
            List<AnswerEvent> events;
            bool isOver;
            lock (_gate)
            {
                events = Since(seen);
                seen = _position;
                isOver = _end is not null;
            }

            foreach (var change in events) yield return change;
            if (isOver) yield break;
            await changed.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Apply(TailRendering rendering, string tail, int start)
    {
        var length = start + tail.Length;
        foreach (var html in rendering.Finished) _finished.Add(new FinishedBlock(html, ++_position));

        var meanwhile = _content.ToString(length, _content.Length - length);
        _openStart = start + rendering.OpenStart;
        _openHtml = rendering.OpenHtml;
        _openFence = rendering.Fence;
        _linesSeen = _openStart + tail.LastIndexOf('\n') + 1 - rendering.OpenStart;
        _openAt = ++_position;
        _renderedLength = length;
        _pending = new TextRuns();
        var pending = rendering.Carry + meanwhile;
        if (pending.Length == 0) return;
        _pending.Append(_position, pending);
        _position += pending.Length;
    }

    // Only the last event of a batch carries the new position: a reader that is cut off inside the batch gets all of it again.
    internal List<AnswerEvent> Since(long seen)
    {
        // A position that was not reached yet belongs to an earlier life of the portal.
        if (seen > _position) seen = -1;
        var events = new List<AnswerEvent>(2);
        if (_stateAt > seen && _end is null) events.Add(new AnswerEvent.State(id, seen, _status, _place));
        if (_thinking.OffsetAfter(seen) is var at && at < _thinking.Length)
            events.Add(new AnswerEvent.Thinking(id, seen, at, _thinking.From(at)));
        foreach (var i in FinishedSince(seen)) events.Add(new AnswerEvent.Block(id, seen, i, _finished[i].Html));

        var open = _finished.Count;
        var isNew = _openHtml is not null && _openAt > seen;
        if (isNew) events.Add(new AnswerEvent.Block(id, seen, open, _openHtml!));
        var from = isNew ? 0 : _pending.OffsetAfter(seen);
        if (from < _pending.Length) events.Add(new AnswerEvent.Text(id, seen, open, from, _pending.From(from)));
        if (_end is not null) events.Add(_end);
        if (events.Count > 0) events[^1] = events[^1] with { Position = _position };
        return events;
    }

    // The newest come last, until all of them are compared at the end.
    private IEnumerable<int> FinishedSince(long seen)
    {
        var first = _finished.Count;
        if (_comparedAt > seen) first = 0;
        else while (first > 0 && _finished[first - 1].ChangedAt > seen) first--;
        return Enumerable.Range(first, _finished.Count - first).Where(i => _finished[i].ChangedAt > seen);
    }

    // New text only continues an open code block, so each line of it is looked at once and nothing is rendered.
    private bool MayClose(string fence)
    {
        var lines = _content.ToString(_linesSeen, _content.Length - _linesSeen);
        _linesSeen += lines.LastIndexOf('\n') + 1;
        return TailRendering.MayClose(lines, fence);
    }

    // A twentieth of the time goes into rendering one answer, and at most 100 KB a second to each of its readers. Nobody looks at
    // raw Markdown for longer than a second, unless it is of a kind that would hold up all other answers.
    private static TimeSpan Rest(TimeSpan cost, int htmlLength)
    {
        var rest = TimeSpan.FromMilliseconds(Math.Max(cost.TotalMilliseconds * 20, htmlLength / 100.0));
        return rest < Least ? Least : rest > Most && cost < Dear ? Most : rest;
    }

    private readonly record struct FinishedBlock(string Html, long ChangedAt);
}
