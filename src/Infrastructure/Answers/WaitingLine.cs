using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// Who waits for a slot of the model server. Users take turns, each with their own answers in order, so that ten questions of one
/// do not make the others wait, whether they wait as well or are being answered. Each answer knows its place.
/// </summary>
internal sealed class WaitingLine
{
    private readonly Lock _gate = new();
    private readonly Pulse _joined = new();

    // In the order in which they come next.
    private readonly List<Waiting> _waiting = [];

    // Start-time fair queueing: the first answer of a user belongs to the round that is being served, each further one to the next.
    private readonly Dictionary<UserId, long> _nextRounds = [];
    private long _round;
    private long _joins;
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <returns>False once the line is closed.</returns>
    public bool Join(LiveAnswer answer)
    {
        lock (_gate)
        {
            if (_isClosed) return false;
            var round = Math.Max(_round, _nextRounds.GetValueOrDefault(answer.Owner));
            _nextRounds[answer.Owner] = round + 1;
            _waiting.Add(new Waiting(answer, round, _joins++));
            Order();
        }

        _joined.Beat();
        return true;
    }

    /// <returns>Whether it still waited.</returns>
    public bool Leave(LiveAnswer answer)
    {
        lock (_gate)
        {
            var at = _waiting.FindIndex(w => w.Answer == answer);
            if (at < 0) return false;

            // Those of the same user that wait behind it move up to its round.
            var left = _waiting[at];
            _waiting.RemoveAt(at);
            for (var i = at; i < _waiting.Count; i++)
            {
                if (_waiting[i].Answer.Owner == answer.Owner) _waiting[i] = _waiting[i] with { Round = _waiting[i].Round - 1 };
            }

            _nextRounds[answer.Owner]--;
            Order();
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

    /// <summary>Lets nobody join any more.</summary>
    /// <returns>Those who waited.</returns>
    public IReadOnlyList<LiveAnswer> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            List<LiveAnswer> left = [.. _waiting.Select(w => w.Answer)];
            _waiting.Clear();
            return left;
        }
    }

    private LiveAnswer? TakeFirst()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0) return null;
            var first = _waiting[0];
            _waiting.RemoveAt(0);
            _round = first.Round;

            // Whose next round has come already is as good as new.
            foreach (var (user, next) in _nextRounds)
            {
                if (next <= _round) _nextRounds.Remove(user);
            }

            Order();
            return first.Answer;
        }
    }

    private void Order()
    {
        _waiting.Sort((one, other) => (one.Round, one.Join).CompareTo((other.Round, other.Join)));
        foreach (var (index, waiting) in _waiting.Index()) waiting.Answer.MoveTo(MessageStatus.Queued, index + 1);
    }

    /// <param name="Join">Grows from one to the next that joins.</param>
    private sealed record Waiting(LiveAnswer Answer, long Round, long Join);
}
