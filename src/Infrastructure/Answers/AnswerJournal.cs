using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// Writes the new text of all live answers as <see cref="AnswerChunk"/> rows, in one transaction every 250 ms: the number of
/// commits does not grow with the number of answers, nor the work for a token with the length of its answer.
/// </summary>
internal sealed partial class AnswerJournal(IServiceScopeFactory scopes, TimeProvider time, ILogger<AnswerJournal> logger) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Held while text is under way to the store.
    private readonly SemaphoreSlim _writing = new(1);

    public async Task RunAsync(Func<IEnumerable<LiveAnswer>> live, CancellationToken shutdown)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, time, shutdown);
                await FlushAsync(live());
            }
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The writers store what they have.
        }
    }

    /// <summary>From here on nothing of this answer is written; when it returns, nothing is under way either.</summary>
    public async Task CloseAsync(LiveAnswer answer)
    {
        await _writing.WaitAsync(CancellationToken.None);
        answer.CloseJournal();
        _writing.Release();
    }

    public void Dispose() => _writing.Dispose();

    private async Task FlushAsync(IEnumerable<LiveAnswer> live)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            var entries = live.Select(answer => answer.NextJournalEntry()).OfType<JournalEntry>().ToList();
            if (entries.Count == 0) return;

            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            db.AnswerChunks.AddRange(entries.SelectMany(entry => entry.Chunks));
            await db.SaveChangesAsync(CancellationToken.None);
            foreach (var entry in entries) entry.Written();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The same text is offered again the next time. A chat that was deleted meanwhile is gone from the list by then.
            LogNotWritten(failure);
        }
        finally
        {
            _writing.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The journal of the answers could not be written; it is tried again")]
    private partial void LogNotWritten(Exception exception);
}

/// <summary>What one answer has to add to the journal.</summary>
/// <param name="Chunks">In the order of their sequence.</param>
/// <param name="Written">To be called once they are stored; until then the same text is given again.</param>
internal sealed record JournalEntry(IReadOnlyList<AnswerChunk> Chunks, Action Written);
