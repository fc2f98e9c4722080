using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// Writes the new text of all live answers as <see cref="AnswerChunk"/> rows, in one transaction, so often that a crash costs at most
/// the last 250 ms: the number of commits does not grow with the number of answers, nor the work for a token with the length of its answer.
/// </summary>
internal sealed partial class AnswerJournal(IServiceScopeFactory scopes, JournalMetrics metrics, TimeProvider time, ILogger<AnswerJournal> logger) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(205);

    /// <summary>At most, at a time: what was thought, and what was said.</summary>
    public const int ChunksOfAnAnswer = 2;

    // Held while text is under way to the store.
    private readonly SemaphoreSlim _writing = new(1);

    // The chunks of an earlier life are gone: the start of the portal takes them up.
    private int _sequence;

    public async Task RunAsync(Func<IEnumerable<LiveAnswer>> live, CancellationToken shutdown)
    {
        try
        {
            // From start to start, so that the time of a commit does not add to what a crash may cost.
            using var clock = new PeriodicTimer(Interval, time);
            while (await clock.WaitForNextTickAsync(shutdown)) await FlushAsync(live());
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The writers store what they have.
        }
    }

    /// <summary>From here on nothing of this answer is written; when it returns, nothing is under way either.</summary>
    /// <returns>The sequences of the chunks that the answer may have.</returns>
    public async Task<IReadOnlyList<int>> CloseAsync(LiveAnswer answer)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            return answer.CloseJournal();
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task FlushAsync(IEnumerable<LiveAnswer> live)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            var entries = live.Select(answer => answer.NextJournalEntry(_sequence)).OfType<JournalEntry>().ToList();
            if (entries.Count == 0) return;

            // SQLite waits for the disk, and on one core the pool has one thread, which all answers share.
            await Task.Factory.StartNew(() => Write(entries), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            foreach (var entry in entries) entry.Written();
            metrics.Stored(entries);

            // Not after a failure: what may have been stored all the same is then replaced, and not there twice.
            _sequence += ChunksOfAnAnswer;
        }
        catch (Exception failure)
        {
            // Whatever it is, the journal goes on: the same text is offered again the next time. A chat that was deleted meanwhile is gone from the list by then.
            LogNotWritten(failure);
            metrics.Failed();
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Write(List<JournalEntry> entries)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<ApplicationDbContext>().AddChunks(entries.SelectMany(entry => entry.Chunks));
    }

    [LoggerMessage(LogLevel.Warning, "The journal of the answers could not be written; it is tried again")]
    private partial void LogNotWritten(Exception exception);
}

/// <summary>What one answer has to add to the journal.</summary>
/// <param name="Chunks">In the order of their sequence.</param>
/// <param name="Since">The timestamp of the moment when the oldest of it came.</param>
/// <param name="Written">To be called once they are stored; until then the same text is given again.</param>
internal sealed record JournalEntry(IReadOnlyList<AnswerChunk> Chunks, long Since, Action Written);
