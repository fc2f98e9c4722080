using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Infrastructure.Answers.Queue;

/// <summary>Answers waiting for a slot of the model server. Users take turns, each with their own answers in order, so that ten questions
/// of one user do not delay the others.</summary>
internal sealed class FairQueue : IDisposable
{
    private readonly Lock _gate = new();

    // At least as many permits as queued answers.
    private readonly SemaphoreSlim _available = new(0);

    // In serving order.
    private readonly List<Entry> _entries = [];

    // Start-time fair queueing: the first answer of a user belongs to the round that is being served, each further one to the next.
    private readonly Dictionary<UserId, long> _nextRounds = [];
    private long _round;
    private long _sequence;
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    public bool TryAdd(LiveAnswer answer)
    {
        lock (_gate)
        {
            if (_isClosed) return false;
            var round = Math.Max(_round, _nextRounds.GetValueOrDefault(answer.Owner));
            _nextRounds[answer.Owner] = round + 1;
            _entries.Add(new Entry(answer, round, _sequence++));
            Sort();
        }

        _available.Release();
        return true;
    }

    public bool Remove(LiveAnswer answer)
    {
        lock (_gate)
        {
            var index = _entries.FindIndex(e => e.Answer == answer);
            if (index < 0) return false;

            // The user's later answers move up one round.
            _entries.RemoveAt(index);
            for (var i = index; i < _entries.Count; i++)
            {
                if (_entries[i].Answer.Owner == answer.Owner) _entries[i] = _entries[i] with { Round = _entries[i].Round - 1 };
            }

            _nextRounds[answer.Owner]--;
            Sort();
            return true;
        }
    }

    public async Task<LiveAnswer> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _available.WaitAsync(cancellationToken);
            if (TryTake() is { } answer) return answer;
        }
    }

    /// <returns>The answers that were queued.</returns>
    public IReadOnlyList<LiveAnswer> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            List<LiveAnswer> left = [.. _entries.Select(e => e.Answer)];
            _entries.Clear();
            return left;
        }
    }

    public void Dispose() => _available.Dispose();

    private LiveAnswer? TryTake()
    {
        lock (_gate)
        {
            if (_entries.Count == 0) return null;
            var first = _entries[0];
            _entries.RemoveAt(0);
            _round = first.Round;

            // A user whose next round has come counts as new.
            foreach (var (user, next) in _nextRounds)
            {
                if (next <= _round) _nextRounds.Remove(user);
            }

            Sort();
            return first.Answer;
        }
    }

    private void Sort()
    {
        _entries.Sort((one, other) => (one.Round, one.Sequence).CompareTo((other.Round, other.Sequence)));
        foreach (var (index, entry) in _entries.Index()) entry.Answer.MoveTo(MessageStatus.Queued, index + 1);
    }

    private sealed record Entry(LiveAnswer Answer, long Round, long Sequence);
}
