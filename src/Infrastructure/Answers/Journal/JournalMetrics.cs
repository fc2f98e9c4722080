using System.Diagnostics.Metrics;

namespace ChatAi.Infrastructure.Answers.Journal;

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
        _commits = meter.CreateCounter<long>("chatai.journal.commits", "{commit}", "Commits of new answer text.");
        _failures = meter.CreateCounter<long>(
            "chatai.journal.failures",
            "{commit}",
            "Failed commits; their text is retried."
        );
        _lag = meter.CreateHistogram(
            "chatai.journal.lag",
            "s",
            "Per commit: how long its oldest text was only in memory.",
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
