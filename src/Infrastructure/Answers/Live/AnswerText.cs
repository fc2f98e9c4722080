using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The parts of a live answer. One writer appends; readers, the renderer and the journal read from any thread.</summary>
internal sealed class AnswerText(MessageId id, long fence, TextPace pace, IMarkdown markdown, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LiveParts _parts = new(id, fence);
    private readonly JournalCursor _journal = new(time);

    // What an earlier run has stored, and its text while nothing has been written behind it.
    private IReadOnlyList<MessagePart> _stored = [];
    private LivePart? _continued;

    public IReadOnlyList<MessagePart> Parts => Read(parts => parts.All.Select(part => part.ToPart()).ToList());

    public int Count => Read(parts => parts.All.Count);

    public int Length => Read(parts => parts.Length);

    private LivePart? Last => Read(parts => parts.Last);

    /// <summary>Starts with the parts of an earlier run, which are already stored. Only text at their end is continued.</summary>
    public void Restore(IReadOnlyList<MessagePart> stored)
    {
        _stored = [.. stored];
        foreach (var part in _stored) Begin(LivePart.Of(part, time));
        _continued = Last as LiveMarkdown;
        lock (_gate) _journal.MarkSaved(_stored);
        BeginRound();
    }

    /// <summary>The model is asked once more.</summary>
    public void BeginRound()
    {
        lock (_gate) _parts.BeginRound();
    }

    /// <summary>Adds to the last part, or begins one if that is of another kind. Call <see cref="LiveAnswer.NotifySubscribers"/>
    /// afterwards, once for all text that arrived together.</summary>
    public void Append(MessagePartKind kind, string text)
    {
        if (text.Length == 0) return;
        var last = Last;
        var grows = last is { HasEnded: false } && last.Kind == kind;
        var part = grows ? last! : LivePart.Create(TakeIndex(), kind, time);

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
        Begin(new WholePart(new MessagePart(TakeIndex(), kind, text, data)));
        lock (_gate) _journal.TextArrived();
    }

    /// <summary>All text of this round was reasoning.</summary>
    /// <param name="duration">Since it began.</param>
    public void MoveTextToReasoning(string reasoning, TimeSpan duration)
    {
        IReadOnlyList<LivePart> whole;
        lock (_gate)
        {
            (whole, var continued) = _parts.TakeBackRound();
            _journal.StartOver(_stored);
            if (continued is not null) Replace(_parts.Last!, continued);
        }

        if (reasoning.Length > 0)
        {
            var part = new LiveReasoning(TakeIndex(), time);
            part.Append(reasoning);
            part.End(duration);
            Begin(part);
        }

        foreach (var other in whole) Add(other.Kind, other.From(0), other.ToPart().Data);
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
        lock (_gate) return _journal.Next(answer, _parts.All);
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
        lock (_gate) return _parts.AddSince(seen, events);
    }

    private int TakeIndex() => Read(parts => parts.TakeIndex());

    private T Read<T>(Func<LiveParts, T> read)
    {
        lock (_gate) return read(_parts);
    }

    // A part that becomes shorter gets another place.
    private void Replace(LivePart part, string text)
    {
        var shorter = new LiveMarkdown(_parts.TakeIndex(), time);
        shorter.Append(text);
        _parts.Add(shorter);
        _parts.RemoveMoved(part, shorter);
        _journal.MarkMoved(part.Index);
        _continued = shorter;
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
            _parts.RemoveMoved(moved, part);
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
}
