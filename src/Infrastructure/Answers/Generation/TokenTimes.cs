using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>When the tokens of an answer arrived.</summary>
internal sealed class TokenTimes(TimeProvider time)
{
    private long _started;
    private DateTimeOffset _startedAt;
    private TimeSpan? _first;
    private TimeSpan? _thinkingStart;
    private TimeSpan? _thinkingEnd;

    public bool HasBegun => _first is not null;

    public TimeSpan? First => _first;

    public DateTimeOffset? FirstAt => _startedAt + _first;

    private TimeSpan Now => time.GetElapsedTime(_started);

    public void Start()
    {
        _started = time.GetTimestamp();
        _startedAt = time.GetUtcNow();
    }

    public void OnThinking()
    {
        _first ??= Now;
        _thinkingStart ??= Now;
    }

    public void OnContent()
    {
        _first ??= Now;
        if (_thinkingStart is not null) _thinkingEnd ??= Now;
    }

    /// <summary>Everything since the first token was reasoning.</summary>
    public void OnContentWasThinking()
    {
        _thinkingStart ??= _first;
        _thinkingEnd = Now;
    }

    /// <summary>Adds the times to the server's counts. Reasoning without text after it lasts until now.</summary>
    public AnswerStatistics ApplyTimings(AnswerStatistics counted) => counted with
    {
        TimeToFirstToken = _first,
        ThinkingDuration = _thinkingStart is { } began ? (_thinkingEnd ?? Now) - began : null,
    };
}
