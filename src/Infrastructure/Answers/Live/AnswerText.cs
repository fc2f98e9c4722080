using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The parts of a live answer. One writer appends; readers, the renderer and the journal read from any thread.</summary>
internal sealed class AnswerText(MessageId id, long fence, TextPace pace, IMarkdown markdown, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<LivePart> _parts = [];
    private readonly JournalCursor _journal = new(time);

    private IReadOnlyList<MessagePart> _stored = [];

    // A place is never used again, so that a reader's position cannot mean another part.
    private int _nextIndex;

    // Where the round began: so many parts, and so much of the last one.
    private int _roundCount;
    private int _roundOffset;

    // The text of an earlier run, while nothing has been written behind it.
    private LivePart? _continued;
    private int _movedTo = -1;

    public IReadOnlyList<MessagePart> Parts
    {
        get
        {
            lock (_gate) return [.. _parts.Select(part => part.ToPart())];
        }
    }

    public int Count
    {
        get
        {
            lock (_gate) return _parts.Count;
        }
    }

    public int Length
    {
        get
        {
            lock (_gate) return _parts.Sum(part => part.Length);
        }
    }

    private LivePart? Last
    {
        get
        {
            lock (_gate) return _parts is [.., var last] ? last : null;
        }
    }

    /// <summary>Starts with the parts of an earlier run, which are already stored. Only text at their end is continued.</summary>
    public void Restore(IReadOnlyList<MessagePart> stored)
    {
        _stored = [.. stored];
        foreach (var part in _stored) Begin(LivePart.Of(part, time));
        lock (_gate)
        {
            _continued = _parts is [.., LiveMarkdown text] ? text : null;
            _nextIndex = _parts is [.., var last] ? last.Index + 1 : 0;
            _journal.MarkSaved(_stored);
        }

        BeginRound();
    }

    /// <summary>The model is asked once more.</summary>
    public void BeginRound()
    {
        lock (_gate)
        {
            _roundCount = _parts.Count;
            _roundOffset = _parts is [.., var last] ? last.Length : 0;
        }
    }

    /// <summary>Adds to the last part, or begins one if that is of another kind. Call <see cref="LiveAnswer.NotifySubscribers"/>
    /// afterwards, once for all text that arrived together.</summary>
    public void Append(MessagePartKind kind, string text)
    {
        if (text.Length == 0) return;
        var last = Last;
        var grows = last is { HasEnded: false } && last.Kind == kind;
        var part = grows ? last! : LivePart.Create(_nextIndex++, kind, time);

        // Text that is continued after new reasoning moves behind that: its two halves may be one code block.
        var moved = kind == MessagePartKind.Text && !grows ? _continued : null;
        if (moved is not null) part.Append(moved.From(0));
        if (kind == MessagePartKind.Text) _continued = null;
        lock (_gate)
        {
            part.Append(text);
            _journal.TextArrived();
        }

        if (!grows) Begin(part, moved);
    }

    /// <summary>Adds a part that is complete.</summary>
    public void Add(MessagePartKind kind, string text, PartData? data)
    {
        _continued = null;
        Begin(new WholePart(new MessagePart(_nextIndex++, kind, text, data)));
        lock (_gate) _journal.TextArrived();
    }

    /// <summary>All text of this round was reasoning.</summary>
    /// <param name="duration">Since it began.</param>
    public void MoveTextToReasoning(string reasoning, TimeSpan duration)
    {
        List<LivePart> others;
        lock (_gate)
        {
            others = [.. _parts.Skip(_roundCount).Where(part => part.Kind is not (MessagePartKind.Text or MessagePartKind.Reasoning))];
            _parts.RemoveRange(_roundCount, _parts.Count - _roundCount);
            _journal.StartOver(_stored);
        }

        if (Last is LiveMarkdown { HasEnded: false } text) Shorten(text);
        if (reasoning.Length > 0)
        {
            var part = new LiveReasoning(_nextIndex++, time);
            part.Append(reasoning);
            part.End(duration);
            Begin(part);
        }

        foreach (var other in others) Add(other.Kind, other.From(0), other.ToPart().Data);
        lock (_gate) _journal.TextArrived();
    }

    /// <summary>Renders new text, unless it is too early.</summary>
    /// <returns>Whether there is text left to render.</returns>
    public bool Render()
    {
        if (Last is not LiveMarkdown text) return false;
        RenderJob? job;
        bool needsRender;
        lock (_gate)
        {
            job = text.NextRender();
            needsRender = text.NeedsRender;
        }

        if (job is not null) Render(text, job);
        return needsRender;
    }

    /// <summary>Renders the last part for good.</summary>
    public void End()
    {
        if (Last is { } last) End(last);
        pace.OnText();
    }

    public JournalEntry? NextJournalEntry(LiveAnswer answer)
    {
        lock (_gate) return _journal.Next(answer, _parts);
    }

    public void MarkSaved(JournalEntry entry)
    {
        lock (_gate) _journal.MarkSaved(entry);
    }

    public void CloseJournal()
    {
        lock (_gate) _journal.Close();
    }

    /// <summary>Adds the events that a reader lacks.</summary>
    /// <returns>The reader's new position; null if there is nothing yet.</returns>
    public AnswerPosition? AddSince(AnswerPosition? seen, List<AnswerEvent> events)
    {
        lock (_gate)
        {
            var known = seen is { } position ? _parts.FindLastIndex(part => Has(position, part)) : -1;

            // A reader of another run may have text that a crash lost: it starts over.
            if (seen is not null && known < 0) events.Add(new AnswerEvent.PartsRemoved(id, 0));
            if (known >= 0) _parts[known].AddSince(seen!.Value.Offset, seen.Value.Rendered, id, events);
            for (var i = known + 1; i < _parts.Count; i++)
            {
                events.Add(_parts[i].Began(id));
                _parts[i].AddSince(0, 0, id, events);
            }

            return _parts is [.., var last] ? new AnswerPosition(fence, last.Index, last.Length, last.Rendered) : null;
        }
    }

    // The text as it was when the round began.
    private void Shorten(LiveMarkdown text)
    {
        var before = new LiveMarkdown(text.Index, time);
        before.Append(text.From(0)[.._roundOffset]);
        lock (_gate)
        {
            _parts[^1] = before;
            _continued = before;
        }
    }

    /// <param name="moved">The part whose text has moved to this one.</param>
    private void Begin(LivePart part, LivePart? moved = null)
    {
        // What is before the last part never changes, so that readers need not look back.
        if (Last is { HasEnded: false } last) End(last);
        lock (_gate)
        {
            _parts.Add(part);
            if (moved is null) return;
            _parts.Remove(moved);
            _movedTo = part.Index;
            _journal.MarkMoved(moved.Index);
        }
    }

    // Rendered outside the lock, so that readers need not wait. The writer, which appends, is here.
    private void End(LivePart part)
    {
        if (part is LiveMarkdown text)
        {
            var blocks = markdown.RenderBlocks(text.From(0));
            lock (_gate) text.End(blocks);
        }
        else
        {
            lock (_gate) part.End();
        }
    }

    // Outside the lock, so that the writer can append meanwhile.
    private void Render(LiveMarkdown text, RenderJob job)
    {
        var started = time.GetTimestamp();
        var tail = OpenTail.Render(job.Text);
        lock (_gate) text.Apply(tail, job, time.GetElapsedTime(started));
        pace.OnText();
    }

    private bool Has(AnswerPosition seen, LivePart part) =>
        seen.Fence == fence && seen.Part == part.Index && seen.Part >= _movedTo
        && seen.Offset <= part.Length && seen.Rendered <= part.Rendered;
}
