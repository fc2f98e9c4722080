using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The text of a live answer. One writer appends; readers, the renderer and the journal read from any thread.</summary>
internal sealed class AnswerText(MessageId id, long fence, TextPace pace, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ReasoningText _thinking = new(time);
    private readonly JournalCursor _journal = new(time);
    private LiveMarkdown _content = new(time);

    private int _restoredThinking;
    private string _restoredContent = "";

    // A reader with content but less reasoning than this has content that became reasoning.
    private int _minThinking;

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

    public int Length
    {
        get
        {
            lock (_gate) return _thinking.Length + _content.Length;
        }
    }

    /// <summary>Starts with the text of an earlier run, which is already stored.</summary>
    public void Restore(string thinking, string content)
    {
        lock (_gate)
        {
            _thinking.Restore(thinking);
            _content.Append(content);
            _restoredThinking = thinking.Length;
            _restoredContent = content;
            _journal.MarkSaved(_thinking.Length, _content.Length);
        }
    }

    /// <summary>Call <see cref="LiveAnswer.NotifySubscribers"/> afterwards, once for all text that arrived together.</summary>
    public void AppendThinking(string text)
    {
        lock (_gate)
        {
            _thinking.Append(text);
            _journal.TextArrived();
        }
    }

    public void AppendContent(string text)
    {
        lock (_gate)
        {
            _thinking.End();
            _content.Append(text);
            _journal.TextArrived();
        }
    }

    /// <summary>The content of this run was reasoning.</summary>
    public void MoveContentToThinking(string thinking)
    {
        lock (_gate)
        {
            _thinking.Append(thinking);
            _thinking.End();
            _content = new LiveMarkdown(time);
            _content.Append(_restoredContent);
            _minThinking = _thinking.Length;
            _journal.StartOver(_restoredThinking, _restoredContent.Length);
            _journal.TextArrived();
        }
    }

    /// <summary>Renders new text, unless it is too early.</summary>
    /// <returns>Whether there is text left to render.</returns>
    public bool Render()
    {
        LiveMarkdown content;
        RenderJob? job;
        bool needsRender;
        lock (_gate)
        {
            content = _content;
            job = content.NextRender();
            needsRender = content.NeedsRender;
        }

        if (job is not null) Render(content, job);
        return needsRender;
    }

    public void RenderFinal(IMarkdown markdown)
    {
        var blocks = markdown.RenderBlocks(Content);
        lock (_gate) _content.ApplyFinal(blocks);
        pace.OnText();
    }

    public JournalEntry? NextJournalEntry(LiveAnswer answer)
    {
        lock (_gate) return _journal.Next(answer, _thinking, _content);
    }

    public void MarkSaved(JournalEntry entry)
    {
        lock (_gate) _journal.MarkSaved(entry);
    }

    public void CloseJournal()
    {
        lock (_gate) _journal.Close();
    }

    /// <summary>Adds the events that a reader lacks, and returns its new position.</summary>
    public AnswerPosition AddSince(AnswerPosition? seen, List<AnswerEvent> events)
    {
        lock (_gate)
        {
            var from = seen is { } known && Has(known) ? known : new AnswerPosition(fence, 0, 0, 0);

            // A reader of another run may have text that a crash lost: it starts over.
            if (seen is not null && seen != from)
            {
                events.Add(new AnswerEvent.Thinking(id, 0, "", null));
                events.Add(new AnswerEvent.Block(id, 0, ""));
            }

            if (from.Thinking < _thinking.Length)
                events.Add(new AnswerEvent.Thinking(id, from.Thinking, _thinking.From(from.Thinking), _thinking.Duration));
            _content.AddSince(from, id, events);
            return new AnswerPosition(fence, _thinking.Length, _content.Length, _content.Rendered);
        }
    }

    // Outside the lock, so that the writer can append meanwhile.
    private void Render(LiveMarkdown content, RenderJob job)
    {
        var started = time.GetTimestamp();
        var tail = OpenTail.Render(job.Text);
        lock (_gate) content.Apply(tail, job, time.GetElapsedTime(started));
        pace.OnText();
    }

    private bool Has(AnswerPosition seen) =>
        seen.Fence == fence && seen.Thinking <= _thinking.Length && seen.Content <= _content.Length && seen.Rendered <= _content.Rendered
        && (seen.Content + seen.Rendered == 0 || seen.Thinking >= _minThinking);
}
