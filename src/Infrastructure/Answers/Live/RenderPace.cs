namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>Spends at most a twentieth of the time on rendering, and shows raw Markdown for a second at most.</summary>
internal static class RenderPace
{
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(50);

    private const int CharactersPerSecond = 20_000;

    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExpensiveRender = TimeSpan.FromMilliseconds(100);

    public static TimeSpan IntervalAfter(TimeSpan cost, int length)
    {
        var byLength = TimeSpan.FromSeconds((double)length / CharactersPerSecond);
        var interval = cost * 20 > byLength ? cost * 20 : byLength;
        if (interval < MinInterval) return MinInterval;
        return interval > MaxInterval && cost < ExpensiveRender ? MaxInterval : interval;
    }
}
