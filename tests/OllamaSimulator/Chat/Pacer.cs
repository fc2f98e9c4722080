namespace ChatAi.OllamaSimulator;

/// <summary>
/// Lets tokens through at a rate. Each has its own due time since the first one, so that waits which last too long do not
/// add up; tokens that are due within a millisecond go together.
/// </summary>
internal sealed class Pacer(TimeProvider time, double tokensPerSecond)
{
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(1);

    private readonly long _start = time.GetTimestamp();

    public ValueTask WaitAsync(int tokensBefore, CancellationToken cancellationToken)
    {
        if (tokensPerSecond <= 0 || double.IsInfinity(tokensPerSecond))
            return ValueTask.CompletedTask;
        var wait = TimeSpan.FromSeconds(tokensBefore / tokensPerSecond) - time.GetElapsedTime(_start);
        return wait < TimerResolution ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, time, cancellationToken));
    }
}
