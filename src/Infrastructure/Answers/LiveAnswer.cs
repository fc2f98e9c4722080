using System.Runtime.CompilerServices;
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
/// <param name="start">Below its first position; a position from before is one of an earlier life and counts as none.</param>
internal sealed class LiveAnswer(MessageId id, ChatId chat, UserId owner, TimeProvider time, long start = 0) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TextRuns _thinking = new();
    private readonly LiveBlocks _content = new(time);
    private readonly JournalledText _journalled = new(time);
    private readonly AnswerReaders _readers = new();

    private readonly long _start = start;
    private long _position = start;
    private long _stateAt;
    private MessageStatus _status = MessageStatus.Queued;
    private int? _place;
    private bool _isServerBusy;

    // Only of what was thought in this life of the answer.
    private long? _thinkingSince;
    private TimeSpan? _thoughtFor;

    private AnswerEvent.Ended? _end;

    public MessageId Id => id;

    public ChatId Chat => chat;

    public UserId Owner => owner;

    public MeasuredAnswer? Measured { get; init; }

    public MessageStatus Status
    {
        get
        {
            lock (_gate) return _status;
        }
    }

    /// <summary>Cancelled when its reader, or an administrator, ends it.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Completes once its end is in the store.</summary>
    public Task Stored => _stored.Task;

    public string Content
    {
        get
        {
            lock (_gate) return _content.From(0);
        }
    }

    public string Thinking
    {
        get
        {
            lock (_gate) return _thinking.From(0);
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

        TellReaders();
    }

    /// <summary>Tells the readers that the model server has too much to do to begin, and is asked again.</summary>
    public void WaitForServer()
    {
        lock (_gate)
        {
            if (_isServerBusy) return;
            _isServerBusy = true;
            _stateAt = ++_position;
        }

        TellReaders();
    }

    /// <summary>Begins with what an earlier part of the answer said, which is in the store already.</summary>
    public void Recall(string thinking, string content)
    {
        lock (_gate)
        {
            if (thinking.Length > 0)
            {
                _thinking.Append(_position, thinking);
                _position += thinking.Length;
            }

            if (content.Length > 0) _content.Append(content, ref _position);
            _journalled.BeginAfter(thinking.Length, content.Length);
        }
    }

    /// <summary>The readers are told by <see cref="TellReaders"/>, once for all that came together.</summary>
    public void AppendThinking(string text)
    {
        lock (_gate)
        {
            _thinkingSince ??= time.GetTimestamp();
            _journalled.Grew();
            _thinking.Append(_position, text);
            _position += text.Length;
        }
    }

    /// <inheritdoc cref="AppendThinking"/>
    public void AppendContent(string text)
    {
        lock (_gate)
        {
            if (_thinkingSince is { } since) _thoughtFor ??= time.GetElapsedTime(since);
            _journalled.Grew();
            _content.Append(text, ref _position);
        }
    }

    /// <param name="runsOn">Whether they take what is new on this thread, before this returns: writing to a reader never waits.</param>
    public void TellReaders(bool runsOn = false) => _readers.Tell(runsOn);

    /// <summary>Renders what has come since the last time, if that is long enough ago for the size of what is rendered.</summary>
    public void Render() => RenderEnd(blocks => blocks.Due());

    /// <summary>Renders all of it at once, as a page would show it, and tells what differs from what was told so far.</summary>
    public void RenderWhole(IMarkdown markdown)
    {
        var whole = markdown.RenderBlocks(Content);
        try
        {
            // So that the whole differs in little from what the readers have.
            RenderEnd(blocks => blocks.End());
        }
        finally
        {
            lock (_gate) _content.TakeWhole(whole, ref _position);
            TellReaders();
        }
    }

    /// <param name="sequence">Of the chunk of what was thought; the next is that of what was said.</param>
    /// <returns>What the journal does not have yet; null when there is nothing.</returns>
    public JournalEntry? NextJournalEntry(int sequence)
    {
        lock (_gate) return _journalled.Next(this, sequence, _thinking, _content);
    }

    /// <summary>Says that what was given to the journal is in the store.</summary>
    public void Written(JournalEntry entry)
    {
        lock (_gate) _journalled.Written(entry);
    }

    /// <returns>The sequences of the chunks that the journal may have.</returns>
    public IReadOnlyList<int> CloseJournal()
    {
        lock (_gate) return _journalled.Close();
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
        TellReaders();
    }

    public async IAsyncEnumerable<AnswerEvent> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (seen, news, events) = (after ?? -1, new AutoResetSignal(), new List<AnswerEvent>(2));
        _readers.Join(news);
        try
        {
            await using var leaving = cancellationToken.UnsafeRegister(static news => ((AutoResetSignal)news!).Set(), news);
            for (var isOver = false; !isOver;)
            {
                news.Reset();
                cancellationToken.ThrowIfCancellationRequested();
                lock (_gate)
                {
                    AddSince(seen, events);
                    seen = _position;
                    isOver = _end is not null;
                }

                foreach (var change in events) yield return change;
                events.Clear();
                if (!isOver) await news.WaitAsync();
            }
        }
        finally
        {
            _readers.Leave(news);
        }
    }

    public void Dispose() => _stop.Dispose();

    private TimeSpan? ThinkingSoFar() => _thinkingSince is { } since ? time.GetElapsedTime(since) : null;

    private void RenderEnd(Func<LiveBlocks, OpenEnd?> which)
    {
        OpenEnd? end;
        lock (_gate) end = which(_content);
        if (end is null) return;

        // Outside the lock: the writer goes on meanwhile.
        var began = time.GetTimestamp();
        var rendering = TailRendering.Of(end.Text, end.Path);
        lock (_gate) _content.Take(rendering, end, time.GetElapsedTime(began), ref _position);
        TellReaders();
    }

    // Only the end of a batch carries the new position: a reader that is cut off inside the batch gets all of it again.
    internal void AddSince(long seen, List<AnswerEvent> events)
    {
        // A position that was not reached yet belongs to an earlier life of the portal, which may have told more than a crash has left.
        if (seen > _position || seen < _start)
        {
            if (seen >= 0) events.AddRange(new AnswerEvent.Thinking(id, -1, 0, "", null), new AnswerEvent.Block(id, -1, 0, ""));
            seen = -1;
        }

        if (_stateAt > seen && _end is null) events.Add(new AnswerEvent.State(id, seen, _status, _place, _isServerBusy));
        if (_thinking.OffsetAfter(seen) is var at && at < _thinking.Length)
            events.Add(new AnswerEvent.Thinking(id, seen, at, _thinking.From(at), _thoughtFor ?? ThinkingSoFar()));
        _content.AddSince(seen, _position, id, events);
        if (_end is not null) events.Add(_end);
        if (events.Count > 0 && events[^1].Position != _position) events[^1] = events[^1] with { Position = _position };
    }
}
