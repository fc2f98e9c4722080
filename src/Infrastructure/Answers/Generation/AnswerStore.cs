using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Stores the beginning and the end of an answer, unless its fence shows that another run has ended or continued it.</summary>
internal sealed class AnswerStore(
    IServiceScopeFactory scopes, AnswerJournal journal, PortalInstance instance, TimeProvider time, ILogger<AnswerStore> logger)
    : IDisposable
{
    // The store has one writer at a time; each further waiting writer would hold a connection with its own cache.
    private const int MaxConcurrentEnds = 4;

    private readonly SemaphoreSlim _ends = new(MaxConcurrentEnds);

    public void Dispose() => _ends.Dispose();

    /// <returns>Null if the answer is gone or belongs to another run.</returns>
    public async Task<Beginning?> BeginAsync(LiveAnswer live)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AnswerRequests>().BeginAsync(live.Id, live.Fence, live.MayTruncate);
    }

    /// <summary>Stores the answer's text and end, and retries until the portal stops.</summary>
    /// <returns>The stored row; null if it is gone.</returns>
    public async Task<Message?> EndAsync(LiveAnswer live, AnswerAttempt attempt, AnswerEnd end, CancellationToken shutdown)
    {
        await journal.CloseAsync(live);
        Message? stored = null;
        await StoreRetry.StoreWithRetryAsync(async () => stored = await TryEndThrottledAsync(live, attempt, end), time, logger, shutdown);
        return stored;
    }

    private async Task<Message?> TryEndThrottledAsync(LiveAnswer live, AnswerAttempt attempt, AnswerEnd end)
    {
        await _ends.WaitAsync();
        try
        {
            return await TryEndAsync(live, attempt, end);
        }
        finally
        {
            _ends.Release();
        }
    }

    private async Task<Message?> TryEndAsync(LiveAnswer live, AnswerAttempt attempt, AnswerEnd end)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var answer = await db.AnswerAsync(live.Id);
        if (answer is not null)
        {
            if (!IsOwn(answer, live)) return answer;

            // An answer that was stopped in the queue keeps its statistics.
            attempt.Earlier ??= AnswerRequests.EarlierOf(answer);
            Apply(end, answer, live, attempt);
            await db.SaveChangesAsync(CancellationToken.None);
            await db.MarkAnsweredAsync(answer);
            if (attempt.Outcome is var (model, failure)) await db.LearnAsync(model, failure, CancellationToken.None);
        }

        await db.DeleteChunksAsync(live.Id);
        await transaction.CommitAsync(CancellationToken.None);
        return answer;
    }

    // The row gets the fence of this run when the answer begins.
    private bool IsOwn(Message answer, LiveAnswer live) => answer.Status switch
    {
        MessageStatus.Queued => answer.Fence == live.Fence - 1,
        MessageStatus.Streaming => answer.Fence == live.Fence && answer.WriterId == instance.Id,
        _ => false,
    };

    private void Apply(AnswerEnd end, Message answer, LiveAnswer live, AnswerAttempt attempt)
    {
        var now = time.GetUtcNow();
        var parts = live.Text.Parts;
        switch (end.Status)
        {
            case MessageStatus.Complete:
                answer.Complete(parts, attempt.Statistics, now);
                break;
            case MessageStatus.Stopped:
                answer.Stop(parts, attempt.Statistics, now);
                break;
            case MessageStatus.Failed:
                answer.Fail((end.Error ?? UnexpectedError.Portal).Reason, parts, attempt.Statistics, now);
                break;
            default:
                answer.Interrupt(parts, attempt.Statistics, now);
                break;
        }
    }
}
