using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Models;

/// <summary>Publishes the stored state of downloads that no worker has.</summary>
internal sealed class PullPublisher(IServiceScopeFactory scopes, PullBoard board, ModelMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan EndsAreKeptFor = TimeSpan.FromDays(30);

    /// <summary>Posts every waiting download, so that each gets a position in the queue.</summary>
    public async Task PostWaitingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var waiting = await db.ModelPulls.AsNoTracking()
            .Where(p => p.Status == PullStatus.Queued || p.Status == PullStatus.Paused)
            .ToListAsync(cancellationToken);
        foreach (var pull in waiting)
        {
            var askedBy = await db.NameOfAsync(pull.AskedBy);
            if (board.Find(pull.Id) is null) board.Post(PullProgress.Of(pull, askedBy));
        }
    }

    /// <summary>An update carries the counts of all updates that were requested together.</summary>
    public async Task PostAsync(ApplicationDbContext db, PullProgress progress)
    {
        if (progress.IsUpdate) progress = progress with { Updates = await db.UpdatesAsync(progress.AskedAt, CancellationToken.None) };
        board.Post(progress);
    }

    /// <summary>Counts a stored end, publishes the progress of a run of updates, and deletes old downloads.</summary>
    public async Task PostEndAsync(ApplicationDbContext db, ModelPull pull, string? askedBy)
    {
        metrics.RecordEnd(pull.Status);
        if (pull.IsUpdate) await PostAsync(db, board.Find(pull.Id) ?? PullProgress.Of(pull, askedBy));
        var oldest = time.GetUtcNow() - EndsAreKeptFor;
        await db.ModelPulls.Where(p => p.EndedAt < oldest).ExecuteDeleteAsync(CancellationToken.None);
    }
}
