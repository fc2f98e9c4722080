namespace ChatAi.Infrastructure.Answers;

/// <summary>Who waits for a slot of the model server, first come first served. Each knows its place.</summary>
internal sealed class WaitingLine
{
    private readonly Lock _gate = new();
    private readonly List<LiveAnswer> _line = [];
    private readonly SemaphoreSlim _arrivals = new(0);

    public void Join(LiveAnswer answer)
    {
        lock (_gate)
        {
            _line.Add(answer);
            TellPlaces();
        }

        _arrivals.Release();
    }

    public async Task<LiveAnswer> NextAsync(CancellationToken cancellationToken)
    {
        await _arrivals.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var next = _line[0];
            _line.RemoveAt(0);
            TellPlaces();
            return next;
        }
    }

    private void TellPlaces()
    {
        foreach (var (index, answer) in _line.Index()) answer.MoveTo(Domain.Chats.MessageStatus.Queued, index + 1);
    }
}
