using System.Diagnostics.Metrics;

namespace ChatAi.Infrastructure.Answers.Journal;

/// <summary>Whether the journal keeps what it promises. Measured once a commit, however many answers and tokens are in it.</summary>
internal sealed class JournalMetrics
{
    private static readonly InstrumentAdvice<double> Lags = new()
    {
        HistogramBucketBoundaries = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10],
    };

    private readonly TimeProvider _time;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _lag;

    public JournalMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create("ChatAi.Journal");
        _commits = meter.CreateCounter<long>("chatai.journal.commits", "{commit}", "Commits of new text of answers.");
        _failures = meter.CreateCounter<long>(
            "chatai.journal.failures",
            "{commit}",
            "Commits that the store did not take; the text is offered again."
        );
        _lag = meter.CreateHistogram(
            "chatai.journal.lag",
            "s",
            "Of each commit: how long the oldest text in it was in memory only.",
            advice: Lags
        );
    }

    public void Stored(IReadOnlyList<JournalEntry> entries)
    {
        _commits.Add(1);
        if (_lag.Enabled) _lag.Record(_time.GetElapsedTime(entries.Min(entry => entry.Since)).TotalSeconds);
    }

    public void Failed() => _failures.Add(1);
}
