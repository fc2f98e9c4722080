using System.Collections.Concurrent;
using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The answers that this process has queued or is generating, and how many places each user has taken.</summary>
internal sealed class LiveAnswers : ILiveAnswers
{
    private readonly ConcurrentDictionary<MessageId, LiveAnswer> _answers = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, int> _places = [];

    private readonly ChangeSignal _text = new();

    /// <summary>Raised once an answer is live, before it is queued.</summary>
    public event Action? Added;

    public event Action<LiveAnswer>? Removed;

    public int Count => _answers.Count;

    public IEnumerable<LiveAnswer> All => _answers.Values;

    public long TextVersion => _text.Version;

    public Task WaitForTextAsync(long version, CancellationToken cancellationToken) => _text.WaitAsync(version, cancellationToken);

    public IAnswerPlace? TryReserve(UserId owner, int max)
    {
        lock (_gate)
        {
            var taken = _places.GetValueOrDefault(owner);
            if (taken >= max) return null;
            _places[owner] = taken + 1;
            return new AnswerPlace(this, owner);
        }
    }

    public void Add(LiveAnswer answer)
    {
        answer.TextArrived = _text.Publish;
        _answers[answer.Id] = answer;
        Added?.Invoke();
    }

    public LiveAnswer? Find(MessageId id) => _answers.GetValueOrDefault(id);

    public void Remove(LiveAnswer answer)
    {
        // Not a later run of the same answer.
        _answers.TryRemove(KeyValuePair.Create(answer.Id, answer));
        Removed?.Invoke(answer);
    }

    public async Task WhenEndedAsync(MessageId answer, CancellationToken cancellationToken)
    {
        if (Find(answer) is { } live) await live.Stored.WaitAsync(cancellationToken);
    }

    public IAsyncEnumerable<AnswerEvent>? Follow(MessageId answer, AnswerPosition? after, CancellationToken cancellationToken) =>
        Find(answer)?.FollowAsync(after, cancellationToken);

    internal void Release(UserId owner)
    {
        lock (_gate)
        {
            var taken = _places[owner] - 1;
            if (taken > 0) _places[owner] = taken;
            else _places.Remove(owner);
        }
    }
}

internal sealed class AnswerPlace(LiveAnswers answers, UserId owner) : IAnswerPlace
{
    private int _isReleased;

    public UserId Owner => owner;

    public IDisposable Transfer()
    {
        Interlocked.Exchange(ref _isReleased, 1);
        return new AnswerPlace(answers, owner);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0) answers.Release(owner);
    }
}
