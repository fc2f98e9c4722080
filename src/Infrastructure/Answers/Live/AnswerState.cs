using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>Whether a live answer is queued, begun or ended.</summary>
internal sealed class AnswerState(MessageId id)
{
    private readonly Lock _gate = new();

    private MessageStatus _status = MessageStatus.Queued;
    private int? _position;
    private bool _isServerBusy;
    private AnswerEvent.FileProgress? _reading;
    private int _version = 1;
    private AnswerEvent.Ended? _end;

    public MessageStatus Status
    {
        get
        {
            lock (_gate) return _status;
        }
    }

    /// <returns>Whether anything has changed.</returns>
    public bool MoveTo(MessageStatus status, int? position)
    {
        lock (_gate)
        {
            if (_status == status && _position == position && _reading is null) return false;
            _status = status;
            _position = position;
            _reading = null;
            _version++;
            return true;
        }
    }

    /// <returns>Whether anything has changed.</returns>
    public bool WaitForServer()
    {
        lock (_gate)
        {
            if (_isServerBusy) return false;
            _isServerBusy = true;
            _version++;
            return true;
        }
    }

    public void Read(AnswerEvent.FileProgress file)
    {
        lock (_gate)
        {
            _reading = file;
            _version++;
        }
    }

    public void End(MessageStatus status, Reason? error, AnswerStatistics statistics)
    {
        lock (_gate)
        {
            _status = status;
            _end = new AnswerEvent.Ended(id, status, error, statistics);
        }
    }

    /// <summary>The answer does not end meanwhile.</summary>
    public void IfOpen(Action act)
    {
        lock (_gate)
        {
            if (_end is null) act();
        }
    }

    /// <returns>The end; null while there is none.</returns>
    public AnswerEvent.Ended? AddSince(AnswerCursor reader, List<AnswerEvent> events)
    {
        lock (_gate)
        {
            if (_end is null && !reader.HasSeenState(_status, _version))
                events.Add(new AnswerEvent.State(id, _status, _position, _isServerBusy, _reading));
            reader.StateVersion = _version;
            return _end;
        }
    }
}
