namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// When the journal may commit next: five times a second in the long run, and sixteen times while commits are left that quieter times have saved.
/// Most answers are short, and begin when there is most else to do.
/// </summary>
internal sealed class JournalPace
{
    /// <summary>In the long run.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(205);

    public static readonly TimeSpan ShortInterval = TimeSpan.FromMilliseconds(60);

    /// <summary>How many commits can be saved.</summary>
    public const int MostSaved = 40;

    // When the next commit would be, had all of them kept to the long interval.
    private TimeSpan _due;

    /// <param name="start">When the last try began: the time that it took does not add to what a crash may cost.</param>
    /// <param name="hasCommitted">Whether there was anything to write.</param>
    /// <returns>When the next one begins, by the same clock.</returns>
    public TimeSpan Next(TimeSpan start, bool hasCommitted)
    {
        if (hasCommitted) _due = Later(_due, start) + Interval;
        return Later(start + ShortInterval, _due - MostSaved * Interval);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
