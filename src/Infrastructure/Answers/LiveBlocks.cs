using System.Text;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// The growing text of an answer as top-level blocks: those that are finished, and the last one with its HTML and what has come
/// since. Not safe for threads; its <see cref="LiveAnswer"/> is.
/// </summary>
internal sealed class LiveBlocks(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Dear = TimeSpan.FromMilliseconds(100);

    private readonly StringBuilder _content = new();
    private readonly List<Finished> _finished = [];

    // The last block: its source from _openStart on, its HTML as of _openAt, and what has come since.
    private int _openStart;
    private string? _openHtml;
    private long _openAt;
    private string? _openFence;
    private TextRuns _pending = new();

    private int _renderedLength;
    private int _linesSeen;
    private long _renderedAt;
    private TimeSpan _rest = Least;
    private long _wholeAt = -1;

    public int Length => _content.Length;

    public string From(int offset) => _content.ToString(offset, _content.Length - offset);

    public void Append(string text, ref long position)
    {
        _content.Append(text);
        _pending.Append(position, text);
        position += text.Length;
    }

    /// <returns>Where the last block begins and its text, when it is time to render it again.</returns>
    public (int Start, string Text)? Due()
    {
        if (_wholeAt >= 0 || Length == _renderedLength || time.GetElapsedTime(_renderedAt) < _rest) return null;
        return _openFence is { } fence && !MayClose(fence) ? null : (_openStart, From(_openStart));
    }

    /// <param name="due">What was given out; text may have come since.</param>
    /// <param name="cost">How long the rendering took.</param>
    public void Take(TailRendering rendering, (int Start, string Text) due, TimeSpan cost, ref long position)
    {
        // The whole was rendered meanwhile, and is newer.
        if (_wholeAt >= 0) return;

        foreach (var html in rendering.Finished) _finished.Add(new Finished(html, ++position));
        _renderedLength = due.Start + due.Text.Length;
        _openStart = due.Start + rendering.OpenStart;
        _openHtml = rendering.OpenHtml;
        _openFence = rendering.Fence;
        _openAt = ++position;
        _linesSeen = due.Start + due.Text.LastIndexOf('\n') + 1;
        _renderedAt = time.GetTimestamp();
        _rest = Rest(cost, rendering.OpenHtml?.Length ?? 0);
        _pending = new TextRuns();
        var pending = rendering.Carry + From(_renderedLength);
        _pending.Append(position, pending);
        position += pending.Length;
    }

    /// <summary>The answer is complete, and this is all of it as a page would show it. Nothing is rendered after this.</summary>
    public void TakeWhole(IReadOnlyList<string> whole, ref long position)
    {
        // The last place may have shown something that is nothing now, such as half a link definition.
        var shown = Length == 0 ? 0 : _finished.Count + 1;
        if (_openHtml is not null) _finished.Add(new Finished(_openHtml, _pending.Length > 0 ? -1 : _openAt));
        _openHtml = null;
        _pending = new TextRuns();
        _wholeAt = position + 1;
        for (var i = 0; i < Math.Max(whole.Count, shown); i++)
        {
            var html = i < whole.Count ? whole[i] : "";
            if (i == _finished.Count) _finished.Add(new Finished(html, ++position));
            else if (_finished[i].Html != html || _finished[i].ChangedAt < 0) _finished[i] = new Finished(html, ++position);
        }
    }

    /// <summary>Adds what a reader does not have who has seen everything up to a position.</summary>
    public void AddSince(long seen, MessageId message, List<AnswerEvent> events)
    {
        foreach (var i in FinishedSince(seen)) events.Add(new AnswerEvent.Block(message, seen, i, _finished[i].Html));

        var open = _finished.Count;
        var isNew = _openHtml is not null && _openAt > seen;
        if (isNew) events.Add(new AnswerEvent.Block(message, seen, open, _openHtml!));
        var from = isNew ? 0 : _pending.OffsetAfter(seen);
        if (from < _pending.Length) events.Add(new AnswerEvent.Text(message, seen, open, from, _pending.From(from)));
    }

    // The newest come last, until all of them are compared with the whole.
    private IEnumerable<int> FinishedSince(long seen)
    {
        var first = _finished.Count;
        if (_wholeAt > seen) first = 0;
        else while (first > 0 && _finished[first - 1].ChangedAt > seen) first--;
        return Enumerable.Range(first, _finished.Count - first).Where(i => _finished[i].ChangedAt > seen);
    }

    // New text only continues an open code block, so each line of it is looked at once and nothing is rendered.
    private bool MayClose(string fence)
    {
        var lines = From(_linesSeen);
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

    private readonly record struct Finished(string Html, long ChangedAt);
}
