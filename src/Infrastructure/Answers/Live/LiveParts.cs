using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The parts of a live answer in their order. Not thread-safe.</summary>
internal sealed class LiveParts(MessageId id, long fence)
{
    private readonly List<LivePart> _parts = [];

    // A place is never used again, so that a reader's position cannot mean another part.
    private int _nextIndex;

    // Readers with a part before this one lack text that has moved.
    private int _firstKnown;

    // Where the round began: so many parts, and so much of the last one.
    private int _roundCount;
    private int _roundOffset;

    public IReadOnlyList<LivePart> All => _parts;

    public LivePart? Last => _parts is [.., var last] ? last : null;

    public int Length => _parts.Sum(part => part.Length);

    public int TakeIndex() => _nextIndex++;

    public void Add(LivePart part)
    {
        _parts.Add(part);
        _nextIndex = Math.Max(_nextIndex, part.Index + 1);
    }

    /// <summary>Removes a part whose text a later one has, too.</summary>
    public void RemoveMoved(LivePart part, LivePart later)
    {
        _parts.Remove(part);
        _firstKnown = later.Index;
    }

    public void BeginRound()
    {
        _roundCount = _parts.Count;
        _roundOffset = Last?.Length ?? 0;
    }

    /// <summary>Removes what the round has added.</summary>
    /// <returns>Parts of it that came as a whole, and the text that it continued, as it was before; null if there is none.</returns>
    public (IReadOnlyList<LivePart> Whole, string? Text) TakeBackRound()
    {
        IReadOnlyList<LivePart> whole = [.. _parts.Skip(_roundCount).OfType<WholePart>()];
        _parts.RemoveRange(_roundCount, _parts.Count - _roundCount);
        return (whole, Last is LiveMarkdown { HasEnded: false } text ? text.From(0)[.._roundOffset] : null);
    }

    /// <summary>Adds the events that a reader lacks.</summary>
    /// <returns>The reader's new position; null if there is nothing yet.</returns>
    public AnswerPosition? AddSince(AnswerPosition? seen, List<AnswerEvent> events)
    {
        var known = seen is { } position ? _parts.FindLastIndex(part => Has(position, part)) : -1;

        // A reader of another run may have text that a crash lost: it starts over.
        if (seen is not null && known < 0) events.Add(new AnswerEvent.PartsRemoved(id, 0));
        if (known >= 0) _parts[known].AddSince(seen!.Value.Offset, seen.Value.Rendered, id, events);
        var next = known >= 0 ? _parts[known].Index + 1 : 0;
        for (var i = known + 1; i < _parts.Count; i++)
        {
            RemoveBetween(next, _parts[i].Index, events);
            events.Add(_parts[i].Began(id));
            _parts[i].AddSince(0, 0, id, events);
            next = _parts[i].Index + 1;
        }

        RemoveBetween(next, _nextIndex, events);
        return Last is { } last ? new AnswerPosition(fence, last.Index, last.Length, last.Rendered) : null;
    }

    // A reader whose connection broke may have the beginning of a part that is gone.
    private void RemoveBetween(int next, int index, List<AnswerEvent> events)
    {
        if (next < index) events.Add(new AnswerEvent.PartsRemoved(id, next));
    }

    private bool Has(AnswerPosition seen, LivePart part) =>
        seen.Fence == fence && seen.Part == part.Index && seen.Part >= _firstKnown
        && seen.Offset <= part.Length && seen.Rendered <= part.Rendered;
}
