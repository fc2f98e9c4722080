using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// Writes the new text of all live answers as <see cref="AnswerChunk"/> rows, in one transaction, so often that a crash costs at most
/// the last 250 ms: the number of commits does not grow with the number of answers, nor the work for a token with the length of its answer.
/// </summary>
internal sealed partial class AnswerJournal(
    IServiceScopeFactory scopes, StoreWriteLock writeLock, JournalMetrics metrics, ILogger<AnswerJournal> logger) : IDisposable
{
    /// <summary>Between two writes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>At most, at a time: what was thought, and what was said.</summary>
    public const int ChunksOfAnAnswer = 2;

    // Held while text is under way to the store.
    private readonly SemaphoreSlim _writing = new(1);

    // Told once, and not five times a second: the log may be on the same full disk.
    private bool _isFailing;

    // The chunks of an earlier life are gone: the start of the portal takes them up.
    private int _sequence;

    /// <summary>On a thread of its own: a pool that has its hands full would let it wait, and text that waits is text that a crash costs.</summary>
    public Task RunAsync(Func<IEnumerable<LiveAnswer>> live, CancellationToken shutdown) =>
        Task.Factory.StartNew(() => Run(live, shutdown), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

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

    private void Run(Func<IEnumerable<LiveAnswer>> live, CancellationToken shutdown)
    {
        do
        {
            Flush(live);
        }
        while (!shutdown.WaitHandle.WaitOne(Interval));

        // The writers store what they have.
    }

    private void Flush(Func<IEnumerable<LiveAnswer>> live)
    {
        _writing.Wait(CancellationToken.None);
        try
        {
            // Only then is it asked what is new: the text that came while it waited for its turn is part of it.
            writeLock.Enter(this, isJournal: true);
            var entries = live().Select(answer => answer.NextJournalEntry(_sequence)).OfType<JournalEntry>().ToList();
            if (entries.Count == 0) return;

            Write(entries);
            foreach (var entry in entries) entry.Answer.Written(entry);
            metrics.Stored(entries);
            TellWritten();

            // Not after a failure: what may have been stored all the same is then replaced, and not there twice.
            _sequence += ChunksOfAnAnswer;
        }
        catch (Exception failure)
        {
            // Whatever it is, the journal goes on: the same text is offered again the next time. A chat that was deleted meanwhile is gone from the list by then.
            TellNotWritten(failure);
            metrics.Failed();
        }
        finally
        {
            writeLock.Leave(this);
            _writing.Release();
        }
    }

    private void Write(List<JournalEntry> entries)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<ApplicationDbContext>().AddChunks(Chunks(entries));
    }

    // In the order of their sequence.
    private static IEnumerable<AnswerChunk> Chunks(List<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Thought is { } thought) yield return thought;
            if (entry.Said is { } said) yield return said;
        }
    }

    private void TellNotWritten(Exception failure)
    {
        if (!_isFailing) LogNotWritten(failure);
        _isFailing = true;
    }

    private void TellWritten()
    {
        if (_isFailing) LogWrittenAgain();
        _isFailing = false;
    }

    [LoggerMessage(LogLevel.Warning, "The journal of the answers could not be written; it is tried again until it can be")]
    private partial void LogNotWritten(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The journal of the answers is written again")]
    private partial void LogWrittenAgain();
}

/// <summary>What one answer has to add to the journal: what was thought, and what was said.</summary>
/// <param name="Answer">To be told once they are stored; until then it gives the same text again.</param>
/// <param name="Since">The timestamp of the moment when the oldest of it came.</param>
internal sealed record JournalEntry(LiveAnswer Answer, AnswerChunk? Thought, AnswerChunk? Said, long Since)
{
    /// <summary>Characters that were thought up to the end of this.</summary>
    public required int ThinkingLength { get; init; }

    /// <summary>Characters that were said up to the end of this.</summary>
    public required int ContentLength { get; init; }
}
