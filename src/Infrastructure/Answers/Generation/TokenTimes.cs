namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>When the first token of a round arrived.</summary>
internal sealed class TokenTimes(TimeProvider time)
{
    private long _started;
    private DateTimeOffset _startedAt;

    public bool HasBegun => First is not null;

    /// <summary>From the request to the first token.</summary>
    public TimeSpan? First { get; private set; }

    public DateTimeOffset? FirstAt => _startedAt + First;

    public TimeSpan SinceFirst => First is { } first ? time.GetElapsedTime(_started) - first : TimeSpan.Zero;

    public void Start()
    {
        _started = time.GetTimestamp();
        _startedAt = time.GetUtcNow();
        First = null;
    }

    public void OnToken() => First ??= time.GetElapsedTime(_started);
}
