using System.Text;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>What the model reasons, and for how long it has in this run. Not thread-safe.</summary>
internal sealed class ReasoningText(TimeProvider time)
{
    private readonly StringBuilder _text = new();
    private long? _beganAt;
    private TimeSpan? _duration;

    public int Length => _text.Length;

    /// <summary>Null where this run has not reasoned.</summary>
    public TimeSpan? Duration => _duration ?? (_beganAt is { } began ? time.GetElapsedTime(began) : null);

    public string From(int offset) => _text.ToString(offset, Length - offset);

    /// <summary>Adds what an earlier run left.</summary>
    public void Restore(string text) => _text.Append(text);

    public void Append(string text)
    {
        _beganAt ??= time.GetTimestamp();
        _text.Append(text);
    }

    /// <summary>The model has begun to answer.</summary>
    public void End()
    {
        if (_beganAt is not null) _duration ??= Duration;
    }
}
