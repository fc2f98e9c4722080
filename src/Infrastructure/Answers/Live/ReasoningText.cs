using System.Text;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The reasoning of an answer, and how long it took in this run. Not thread-safe.</summary>
internal sealed class ReasoningText(TimeProvider time)
{
    private readonly StringBuilder _text = new();
    private long? _startedAt;
    private TimeSpan? _duration;

    public int Length => _text.Length;

    public TimeSpan? Duration => _duration ?? (_startedAt is { } started ? time.GetElapsedTime(started) : null);

    public string From(int offset) => _text.ToString(offset, Length - offset);

    public void Restore(string text) => _text.Append(text);

    public void Append(string text)
    {
        _startedAt ??= time.GetTimestamp();
        _text.Append(text);
    }

    public void End()
    {
        if (_startedAt is not null) _duration ??= Duration;
    }
}
