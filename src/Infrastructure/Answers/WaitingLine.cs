using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// Who waits for a slot of the model server. Users take turns, each with their own answers in order, so that ten questions of one
/// do not make the others wait. Each answer knows its place.
/// </summary>
internal sealed class WaitingLine
{
    private readonly Lock _gate = new();
    private readonly Pulse _joined = new();

    // In the order in which they come next. Nobody is in it with nothing to wait for.
    private readonly List<Turn> _turns = [];

    public void Join(LiveAnswer answer)
    {
        lock (_gate)
        {
            var turn = _turns.Find(t => t.User == answer.Owner);
            if (turn is null) _turns.Add(turn = new Turn(answer.Owner, []));
            turn.Answers.Add(answer);
            TellPlaces();
        }

        _joined.Beat();
    }

    /// <returns>Whether it still waited.</returns>
    public bool Leave(LiveAnswer answer)
    {
        lock (_gate)
        {
            var turn = _turns.Find(t => t.User == answer.Owner);
            if (turn is null || !turn.Answers.Remove(answer)) return false;
            if (turn.Answers.Count == 0) _turns.Remove(turn);
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
            if (_turns.Count == 0) return null;
            var turn = _turns[0];
            var first = turn.Answers[0];
            _turns.RemoveAt(0);
            turn.Answers.RemoveAt(0);
            if (turn.Answers.Count > 0) _turns.Add(turn);
            TellPlaces();
            return first;
        }
    }

    private void TellPlaces()
    {
        var inOrder = _turns
            .SelectMany((turn, order) => turn.Answers.Select((answer, round) => (answer, round, order)))
            .OrderBy(w => w.round).ThenBy(w => w.order);
        foreach (var (index, waiting) in inOrder.Index()) waiting.answer.MoveTo(MessageStatus.Queued, index + 1);
    }

    private sealed record Turn(UserId User, List<LiveAnswer> Answers);
}
