using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Journal;

/// <summary>Saves the new text of all live answers in one transaction, up to five times a second: a crash costs little text.</summary>
internal sealed partial class AnswerJournal(
    LiveAnswers answers,
    AnswerChunkStore store,
    JournalMetrics metrics,
    LoopSupervisor supervisor,
    TimeProvider time,
    ILogger<AnswerJournal> logger) : SupervisedService(supervisor)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _writing = new(1);

    // Logged once: the log may be on the same full disk.
    private bool _isFailing;

    /// <summary>Once it returns, no text of the answer is or will be written.</summary>
    public async Task CloseAsync(LiveAnswer answer)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            answer.Text.CloseJournal();
        }
        finally
        {
            _writing.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _writing.Dispose();
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        var saved = long.MinValue;
        while (true)
        {
            await answers.WaitForTextAsync(saved, stoppingToken);
            await Task.Delay(Interval, time, stoppingToken);
            var version = answers.TextVersion;
            if (await FlushAsync()) saved = version;
        }
    }

    /// <returns>False if the text must be saved again.</returns>
    private async Task<bool> FlushAsync()
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            var entries = await store.AppendAsync(Entries);
            if (entries.Count > 0) metrics.Stored(entries);
            foreach (var entry in entries) entry.Answer.Text.MarkSaved(entry);
            ReportSuccess();
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ReportFailure(failure);
            metrics.Failed();
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    private List<JournalEntry> Entries() => [.. answers.All.Select(answer => answer.Text.NextJournalEntry(answer)).OfType<JournalEntry>()];

    private void ReportFailure(Exception failure)
    {
        if (!_isFailing) LogNotWritten(failure);
        _isFailing = true;
    }

    private void ReportSuccess()
    {
        if (_isFailing) LogRecovered();
        _isFailing = false;
    }

    [LoggerMessage(LogLevel.Warning, "Could not save the text of running answers; retrying until it succeeds")]
    private partial void LogNotWritten(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The text of running answers is being saved again")]
    private partial void LogRecovered();
}
