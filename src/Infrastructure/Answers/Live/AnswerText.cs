using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The text of a live answer. One writer appends; readers, the renderer and the journal take what they lack, from any
/// thread.</summary>
/// <param name="changed">Published when text was rendered.</param>
internal sealed class AnswerText(MessageId id, long fence, ChangeSignal changed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ReasoningText _thinking = new(time);
    private readonly JournalCursor _journal = new(time);
    private LiveMarkdown _content = new(time);

    // What an earlier run left.
    private int _restoredThinking;
    private string _restoredContent = "";

    // Readers with less reasoning, but with content, have content that is reasoning now.
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

    /// <summary>Characters of both.</summary>
    public int Length
    {
        get
        {
            lock (_gate) return _thinking.Length + _content.Length;
        }
    }

    /// <summary>Begins with what an earlier run left, which is stored already.</summary>
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

    /// <summary>To be followed by <see cref="LiveAnswer.NotifySubscribers"/>, once for all text that arrived together.</summary>
    public void AppendThinking(string text)
    {
        lock (_gate)
        {
            _thinking.Append(text);
            _journal.TextArrived();
        }
    }

    /// <inheritdoc cref="AppendThinking"/>
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
    /// <inheritdoc cref="AppendThinking"/>
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

    /// <summary>Renders what has arrived, unless it is too early.</summary>
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

    /// <summary>Renders the whole as a page shows it.</summary>
    public void RenderFinal(IMarkdown markdown)
    {
        var whole = markdown.RenderBlocks(Content);
        lock (_gate) _content.ApplyFinal(whole);
        changed.Publish();
    }

    /// <returns>The text that the journal lacks; null if there is none.</returns>
    public JournalEntry? NextJournalEntry(LiveAnswer answer)
    {
        lock (_gate) return _journal.Next(answer, _thinking, _content);
    }

    public void MarkSaved(JournalEntry entry)
    {
        lock (_gate) _journal.MarkSaved(entry);
    }

    /// <summary>From here on the journal gets nothing.</summary>
    public void CloseJournal()
    {
        lock (_gate) _journal.Close();
    }

    /// <summary>Adds what a reader lacks.</summary>
    /// <param name="seen">Null for nothing.</param>
    /// <returns>What the reader has then.</returns>
    public AnswerPosition AddSince(AnswerPosition? seen, List<AnswerEvent> events)
    {
        lock (_gate)
        {
            var from = seen is { } known && Has(known) ? known : new AnswerPosition(fence, 0, 0, 0);

            // A reader of another run may have text that a crash has taken: it starts over.
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

    // Outside the lock: the writer appends meanwhile.
    private void Render(LiveMarkdown content, RenderJob job)
    {
        var began = time.GetTimestamp();
        var tail = OpenTail.Render(job.Text);
        lock (_gate) content.Apply(tail, job, time.GetElapsedTime(began));
        changed.Publish();
    }

    private bool Has(AnswerPosition seen) =>
        seen.Fence == fence && seen.Thinking <= _thinking.Length && seen.Content <= _content.Length && seen.Rendered <= _content.Rendered
        && (seen.Content + seen.Rendered == 0 || seen.Thinking >= _minThinking);
}
