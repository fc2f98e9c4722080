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

    // What an earlier run has stored.
    private IReadOnlyList<MessagePart> _restored = [];

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
    public void Restore(IReadOnlyList<MessagePart> parts)
    {
        _restored = parts;
        foreach (var part in parts) Begin(LivePart.Of(part, time));
        lock (_gate) _journal.MarkSaved(parts);
    }

    /// <summary>Adds to the last part, or begins one if that is of another kind. Call <see cref="LiveAnswer.NotifySubscribers"/>
    /// afterwards, once for all text that arrived together.</summary>
    public void Append(MessagePartKind kind, string text)
    {
        if (text.Length == 0) return;
        var last = Last;
        var grows = last is { HasEnded: false } && last.Kind == kind;
        var part = grows ? last! : LivePart.Create(NextIndex, kind, time);
        lock (_gate)
        {
            part.Append(text);
            _journal.TextArrived();
        }

        if (!grows) Begin(part);
    }

    /// <summary>Adds a part that is complete.</summary>
    public void Add(MessagePartKind kind, string text, PartData? data)
    {
        Begin(new WholePart(new MessagePart(NextIndex, kind, text, data)));
        lock (_gate) _journal.TextArrived();
    }

    /// <summary>All text of this run was reasoning.</summary>
    /// <param name="duration">Since it began.</param>
    public void MoveTextToReasoning(string reasoning, TimeSpan duration)
    {
        lock (_gate)
        {
            _parts.Clear();
            _journal.StartOver(_restored);
        }

        foreach (var stored in _restored) Begin(LivePart.Of(stored, time));
        var part = new LiveReasoning(NextIndex, time);
        part.Append(reasoning);
        part.End(duration);
        Begin(part);
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

            return _parts is [.., var last] ? new AnswerPosition(fence, last.Index, last.Kind, last.Length, last.Rendered) : null;
        }
    }

    private int NextIndex => Last is { } last ? last.Index + 1 : 0;

    private void Begin(LivePart part)
    {
        // What is before the last part never changes, so that readers need not look back.
        if (Last is { HasEnded: false } last) End(last);
        lock (_gate) _parts.Add(part);
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
        seen.Fence == fence && seen.Part == part.Index && seen.Kind == part.Kind
        && seen.Offset <= part.Length && seen.Rendered <= part.Rendered;
}
