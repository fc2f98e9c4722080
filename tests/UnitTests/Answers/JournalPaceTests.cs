using ChatAi.Infrastructure.Answers;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class JournalPaceTests
{
    private readonly JournalPace _pace = new();

    [Fact]
    public void The_first_seconds_of_answers_are_kept_twice_as_often()
    {
        var times = Commits(TimeSpan.Zero, 30);

        times.Zip(times.Skip(1), (a, b) => b - a).Take(JournalPace.MostSaved).ShouldAllBe(rest => rest == JournalPace.ShortInterval);
    }

    [Fact]
    public void In_the_long_run_there_are_less_than_five_commits_a_second()
    {
        var times = Commits(TimeSpan.Zero, 2_000);

        times.Zip(times.Skip(1), (a, b) => b - a).ShouldAllBe(rest => rest >= JournalPace.ShortInterval && rest <= JournalPace.Interval);
        times[1000..].Zip(times[1001..], (a, b) => b - a).ShouldAllBe(rest => rest == JournalPace.Interval);
        times.Count(at => at < TimeSpan.FromMinutes(5)).ShouldBeLessThanOrEqualTo(5 * 300 + JournalPace.MostSaved);
    }

    [Fact]
    public void What_quiet_times_save_has_a_limit()
    {
        var last = Commits(TimeSpan.Zero, 100)[^1];
        for (var idle = 0; idle < 100_000; idle++) last = _pace.Next(last, hasCommitted: false);

        var times = Commits(last, 100);

        times.Count(at => at - times[0] < TimeSpan.FromSeconds(10)).ShouldBeLessThanOrEqualTo(50 + JournalPace.MostSaved);
    }

    [Fact]
    public void A_commit_that_takes_long_is_followed_at_once_and_saves_nothing_twice()
    {
        var at = TimeSpan.Zero;
        for (var i = 0; i < 1_000; i++) at = _pace.Next(at, hasCommitted: true) + TimeSpan.FromSeconds(1);

        var next = _pace.Next(at, hasCommitted: true);

        (next - at).ShouldBe(JournalPace.ShortInterval);
    }

    // Each begins when it may, and takes no time.
    private List<TimeSpan> Commits(TimeSpan start, int count)
    {
        var times = new List<TimeSpan>();
        for (var at = start; times.Count < count; at = _pace.Next(at, hasCommitted: true)) times.Add(at);
        return times;
    }
}
