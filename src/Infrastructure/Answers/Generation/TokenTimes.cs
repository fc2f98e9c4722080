using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>When the tokens of an answer came, as seen from here.</summary>
internal sealed class TokenTimes(TimeProvider time)
{
    private long _asked;
    private DateTimeOffset _askedAt;
    private TimeSpan? _first;
    private TimeSpan? _thinking;
    private TimeSpan? _thought;

    public bool HasBegun => _first is not null;

    public TimeSpan? First => _first;

    public DateTimeOffset? FirstAt => _askedAt + _first;

    private TimeSpan Now => time.GetElapsedTime(_asked);

    public void Start() => (_asked, _askedAt) = (time.GetTimestamp(), time.GetUtcNow());

    public void OnThinking()
    {
        _first ??= Now;
        _thinking ??= Now;
    }

    public void OnContent()
    {
        _first ??= Now;
        if (_thinking is not null) _thought ??= Now;
    }

    /// <summary>What has come since the first token was reasoning.</summary>
    public void OnContentWasThinking()
    {
        _thinking ??= _first;
        _thought = Now;
    }

    /// <summary>Adds the times to what the model server counted. Thinking that no text has followed lasts until now.</summary>
    public AnswerStatistics ApplyTimings(AnswerStatistics counted) => counted with
    {
        TimeToFirstToken = _first,
        ThinkingDuration = _thinking is { } began ? (_thought ?? Now) - began : null,
    };
}
