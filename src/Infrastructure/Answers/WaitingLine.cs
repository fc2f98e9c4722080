using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Who waits for a slot of the model server, first come first served. Each knows its place.</summary>
internal sealed class WaitingLine
{
    private readonly Lock _gate = new();
    private readonly Pulse _joined = new();
    private readonly List<LiveAnswer> _line = [];

    public void Join(LiveAnswer answer)
    {
        lock (_gate)
        {
            _line.Add(answer);
            TellPlaces();
        }

        _joined.Beat();
    }

    /// <returns>Whether it still waited.</returns>
    public bool Leave(LiveAnswer answer)
    {
        lock (_gate)
        {
            if (!_line.Remove(answer)) return false;
            TellPlaces();
            return true;
        }
    }

    public async Task<LiveAnswer> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var joined = _joined.Next;
            if (TakeFirst() is { } first) return first;
            await joined.WaitAsync(cancellationToken);
        }
    }

    private LiveAnswer? TakeFirst()
    {
        lock (_gate)
        {
            if (_line.Count == 0) return null;
            var first = _line[0];
            _line.RemoveAt(0);
            TellPlaces();
            return first;
        }
    }

    private void TellPlaces()
    {
        foreach (var (index, answer) in _line.Index()) answer.MoveTo(MessageStatus.Queued, index + 1);
    }
}
