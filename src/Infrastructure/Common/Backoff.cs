namespace ChatAi.Infrastructure.Common;

/// <summary>Exponential back-off from <paramref name="Min"/> up to <paramref name="Max"/>.</summary>
internal readonly record struct Backoff(TimeSpan Min, TimeSpan Max)
{
    /// <summary>Random part of the delay (0 to 1), so that clients that failed together do not come back together.</summary>
    public double Jitter { get; init; }

    /// <param name="failures">In a row; 1 after the first.</param>
    public TimeSpan DelayAfter(int failures)
    {
        var delay = Min * Math.Pow(2, Math.Clamp(failures, 1, 32) - 1);
        if (delay > Max) delay = Max;
        if (Jitter == 0) return delay;
        return delay * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
    }
}
