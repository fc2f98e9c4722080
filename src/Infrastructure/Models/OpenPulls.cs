using System.Collections.Concurrent;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Models;

/// <summary>The downloads that have not ended: assigns them to workers, and changes those that no worker has.</summary>
internal sealed class OpenPulls(
    IServiceScopeFactory scopes, PullBoard board, PullPublisher publisher, PortalInstance instance, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<ModelPullId, RunningPull> _running = new();

    // Held while a download is assigned to a worker or changed without one, so that both never happen at once.
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Published when a worker may find something to do.</summary>
    public ChangeSignal Joined { get; } = new();

    public RunningPull? FindRunning(ModelPullId id) => _running.GetValueOrDefault(id);

    /// <summary>Assigns the next due download to a worker, which releases it later.</summary>
    /// <returns>Null if none is due.</returns>
    public async Task<(ModelPull Pull, string? AskedBy)?> TakeNextAsync(
        ApplicationDbContext db, RunningPull running, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await RequeueLostAsync(db, cancellationToken);
            var now = time.GetUtcNow();
            var next = await db.ModelPulls
                .Where(p => p.Status == PullStatus.Queued && (p.RetryAt == null || p.RetryAt <= now))
                .OrderBy(p => p.IsUpdate).ThenBy(p => p.CreatedAt).ThenBy(p => p.Id)
                .FirstOrDefaultAsync(cancellationToken);
            if (next is null) return null;

            // Everything that can fail comes before the download counts as running.
            var askedBy = await db.NameOfAsync(next.AskedBy);
            next.Start(instance.Id);
            await db.SaveChangesAsync(CancellationToken.None);
            _running[next.Id] = running;
            board.Post(PullProgress.Of(next, askedBy));
            return (next, askedBy);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Call after the end is stored.</summary>
    public void Release(ModelPullId id)
    {
        if (_running.TryRemove(id, out var running)) running.SetStored();
    }

    /// <summary>Changes a download that no worker has: a queued, paused or failed one.</summary>
    /// <returns>False if it is in another state, or somebody else changed it first.</returns>
    public async Task<bool> ChangeAsync(
        ModelPullId id, Func<ModelPull, bool> canChange, Action<ModelPull> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_running.ContainsKey(id)) return false;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            var pull = await db.ModelPulls.FirstOrDefaultAsync(p => p.Id == id, cancellationToken);
            if (pull is null || !(pull.IsOpen || pull.Status == PullStatus.Failed) || !canChange(pull)) return false;

            change(pull);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
            }
            catch (DbUpdateException refused) when (db.IsConflict(refused) || refused is DbUpdateConcurrencyException)
            {
                // Another download of the same model is open by now, or somebody else has changed this one.
                return false;
            }

            await publisher.PostAsync(db, PullProgress.Of(pull, await db.NameOfAsync(pull.AskedBy)));
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        return await db.ModelPulls.Where(p => p.Status == PullStatus.Queued).MinAsync(p => p.RetryAt, cancellationToken);
    }

    public void Dispose() => _gate.Dispose();

    // A download whose end could not be stored has no worker any more, and would run for ever.
    private async Task RequeueLostAsync(ApplicationDbContext db, CancellationToken cancellationToken)
    {
        var mine = await db.ModelPulls
            .Where(p => p.Status == PullStatus.Running && p.RunnerId == instance.Id)
            .ToListAsync(cancellationToken);
        var lost = mine.Where(p => !_running.ContainsKey(p.Id)).ToList();
        if (lost.Count == 0) return;

        foreach (var pull in lost) pull.Requeue();
        await db.SaveChangesAsync(CancellationToken.None);
        foreach (var pull in lost) board.Post(PullProgress.Of(pull, await db.NameOfAsync(pull.AskedBy)));
    }
}
