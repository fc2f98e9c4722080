using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Chats;

/// <summary>The chats of one owner that changed last, each with the position of its last change.</summary>
internal sealed class OwnersChats(long start)
{
    private const int Most = 128;

    private readonly Lock _gate = new();
    private readonly Pulse _changed = new();
    private readonly Dictionary<ChatId, long> _positions = [];
    private long _position = start;

    // Who knows less than this has to read everything.
    private long _forgotten = start;

    public Task Changed => _changed.Next;

    public long Position
    {
        get
        {
            lock (_gate) return _position;
        }
    }

    public void Change(ChatId chat)
    {
        lock (_gate)
        {
            _positions[chat] = ++_position;
            if (_positions.Count > Most) Forget();
        }

        _changed.Beat();
    }

    public ChatChanges Since(long? position)
    {
        lock (_gate)
        {
            // One that was not reached yet belongs to a life of the portal whose clock was ahead.
            if (position is not { } known || known < _forgotten || known > _position) return new ChatChanges(_position, null);
            return new ChatChanges(_position, [.. _positions.Where(p => p.Value > known).Select(p => p.Key)]);
        }
    }

    // The older half at a time, so that a change does not cost more the more there are.
    private void Forget()
    {
        var oldest = _positions.OrderBy(p => p.Value).Take(Most / 2).ToList();
        _forgotten = oldest[^1].Value;
        foreach (var (chat, _) in oldest) _positions.Remove(chat);
    }
}
