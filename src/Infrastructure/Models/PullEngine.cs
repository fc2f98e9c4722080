using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Models;

/// <summary>Owns every download: takes the queued ones from the store and runs as many at once as it may.</summary>
internal sealed class PullEngine(
    IServiceScopeFactory scopes,
    PullBoard board,
    ModelMetrics metrics,
    PortalInstance instance,
    IModelServerMonitor monitor,
    IOptions<ModelsOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    LoopSupervisor supervisor) : BackgroundService, IPullQueue
{
    private static readonly TimeSpan MinWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndsAreKeptFor = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<ModelPullId, RunningPull> _running = new();
    private readonly ChangeSignal _wake = new();

    // Held while a queued download is given to a worker or given up, so that it is not both.
    private readonly SemaphoreSlim _taking = new(1);

    private bool _isAllPosted;

    public void Wake(ModelPull queued, string? askedBy)
    {
        board.Post(PullProgress.Of(queued, askedBy));
        _wake.Publish();
    }

    public PullProgress? Find(ModelPullId id) => board.Find(id);

    // Whoever cancels right after a pause finds a worker that has read the pause already, and then a download that pauses.
    public async Task<bool> CancelAsync(ModelPullId id, string? by, CancellationToken cancellationToken) =>
        await CancelStoredAsync(id, by, cancellationToken)
        || await HaltAsync(id, new HaltWish(PullHalt.Cancel, by), cancellationToken)
        || await CancelStoredAsync(id, by, cancellationToken);

    public async Task<bool> PauseAsync(ModelPullId id, string? by, CancellationToken cancellationToken) =>
        await ChangeAsync(id, pull => pull.Status is PullStatus.Queued or PullStatus.Running, pull => pull.Pause(by), cancellationToken)
        || await HaltAsync(id, new HaltWish(PullHalt.Pause, by), cancellationToken);

    public async Task<bool> ResumeAsync(ModelPullId id, CancellationToken cancellationToken)
    {
        var isResumed = await ChangeAsync(
            id,
            pull => pull.Status is PullStatus.Paused or PullStatus.Failed || pull.RetryAt is not null,
            pull => pull.Resume(),
            cancellationToken);
        _wake.Publish();
        return isResumed;
    }

    public long Version => board.Version;

    public async IAsyncEnumerable<PullProgress> FollowAsync(
        long since, ModelPullId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open stream must not keep the portal from stopping.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await foreach (var progress in board.FollowAsync(since, only, ending.Token)) yield return progress;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Watch(() => _running.Keys.Select(board.Find).OfType<PullProgress>());
        var stopping = lifetime.ApplicationStopping;
        await Task.WhenAll(Enumerable.Range(1, options.Value.MaxConcurrentPulls)
            .Select(number => supervisor.RunAsync($"{nameof(PullEngine)} {number}", PullAllAsync, stopping, HealthStatus.Degraded)));
    }

    // Whoever is in line knows its place only where all of the line is known.
    private async Task PostAllAsync(CancellationToken cancellationToken)
    {
        if (_isAllPosted) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var waiting = await db.ModelPulls.AsNoTracking()
            .Where(p => p.Status == PullStatus.Queued || p.Status == PullStatus.Paused).ToListAsync(cancellationToken);
        foreach (var pull in waiting)
        {
            var askedBy = await db.NameOfAsync(pull.AskedBy);
            if (board.Find(pull.Id) is null) board.Post(PullProgress.Of(pull, askedBy));
        }

        _isAllPosted = true;
    }

    private Task<bool> CancelStoredAsync(ModelPullId id, string? by, CancellationToken cancellationToken) =>
        ChangeAsync(id, _ => true, pull => pull.Cancel(time.GetUtcNow(), by), cancellationToken);

    // Changes one that no worker has: it waits, pauses or has failed, or a failure has left it behind.
    private async Task<bool> ChangeAsync(
        ModelPullId id, Func<ModelPull, bool> isOne, Action<ModelPull> change, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            if (_running.ContainsKey(id)) return false;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            var pull = await db.ModelPulls.FirstOrDefaultAsync(p => p.Id == id, cancellationToken);
            if (pull is null || !(pull.IsOpen || pull.Status == PullStatus.Failed) || !isOne(pull)) return false;

            change(pull);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
            }
            catch (DbUpdateException refused) when (db.IsConflict(refused) || refused is DbUpdateConcurrencyException)
            {
                // Another download of the same model is open, so that this one has had its time; or somebody else has changed it first.
                return false;
            }

            await PostAsync(db, PullProgress.Of(pull, await db.NameOfAsync(pull.AskedBy)));
            return true;
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task<bool> HaltAsync(ModelPullId id, HaltWish wish, CancellationToken cancellationToken)
    {
        if (!_running.TryGetValue(id, out var running)) return false;
        running.Halt(wish);
        await running.Stored.WaitAsync(cancellationToken);

        // It may have ended by itself just before.
        await using var scope = scopes.CreateAsyncScope();
        var status = wish.Halt == PullHalt.Pause ? PullStatus.Paused : PullStatus.Cancelled;
        return await scope.ServiceProvider.GetRequiredService<ApplicationDbContext>().ModelPulls
            .AnyAsync(p => p.Id == id && p.Status == status, cancellationToken);
    }

    private async Task PullAllAsync(CancellationToken stopping)
    {
        await PostAllAsync(stopping);
        while (true)
        {
            await monitor.WhenConnectedAsync(stopping);
            var seen = _wake.Version;
            if (!await PullNextAsync(stopping)) await WaitAsync(seen, stopping);
        }
    }

    // Until something joins, or the next attempt of one that failed is due.
    private async Task WaitAsync(long seen, CancellationToken stopping)
    {
        DateTimeOffset? due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            due = await db.ModelPulls.Where(p => p.Status == PullStatus.Queued).MinAsync(p => p.RetryAt, stopping);
        }

        var wait = due is { } at ? at - time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (due is not null && wait < MinWait) wait = MinWait;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(_wake.WaitAsync(seen, waiting.Token), Task.Delay(wait, time, waiting.Token));
        await waiting.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private async Task<bool> PullNextAsync(CancellationToken shutdown)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var running = new RunningPull();
        var runner = scope.ServiceProvider.GetRequiredService<PullRunner>();
        if (await TakeNextAsync(scope.ServiceProvider.GetRequiredService<ApplicationDbContext>(), running, shutdown) is not var (pull, askedBy)) return false;

        try
        {
            await runner.RunAsync(pull, askedBy, running, shutdown);
        }
        finally
        {
            _running.TryRemove(pull.Id, out _);
            running.SetStored();
        }

        metrics.Ended(pull.Status);

        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        if (pull.IsUpdate) await PostAsync(db, board.Find(pull.Id) ?? PullProgress.Of(pull, askedBy));
        await PruneAsync(db);
        return true;
    }

    private async Task PostAsync(ApplicationDbContext db, PullProgress progress) => board.Post(
        progress.IsUpdate ? progress with { Updates = await db.UpdatesAsync(progress.AskedAt, CancellationToken.None) } : progress);

    private async Task PruneAsync(ApplicationDbContext db)
    {
        var over = time.GetUtcNow() - EndsAreKeptFor;
        await db.ModelPulls.Where(p => p.EndedAt < over).ExecuteDeleteAsync(CancellationToken.None);
    }

    private async Task<(ModelPull Pull, string? AskedBy)?> TakeNextAsync(ApplicationDbContext db, RunningPull running, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            await RequeueLostAsync(db, cancellationToken);
            var now = time.GetUtcNow();
            var next = await db.ModelPulls.Where(p => p.Status == PullStatus.Queued && (p.RetryAt == null || p.RetryAt <= now))
                .OrderBy(p => p.IsUpdate).ThenBy(p => p.CreatedAt).ThenBy(p => p.Id).FirstOrDefaultAsync(cancellationToken);
            if (next is null) return null;

            // All that may fail comes before it runs.
            var askedBy = await db.NameOfAsync(next.AskedBy);
            next.Start(instance.Id);
            await db.SaveChangesAsync(CancellationToken.None);
            _running[next.Id] = running;
            board.Post(PullProgress.Of(next, askedBy));
            return (next, askedBy);
        }
        finally
        {
            _taking.Release();
        }
    }

    // One whose end could not be stored has no worker any more, and would run for ever.
    private async Task RequeueLostAsync(ApplicationDbContext db, CancellationToken cancellationToken)
    {
        var mine = await db.ModelPulls.Where(p => p.Status == PullStatus.Running && p.RunnerId == instance.Id).ToListAsync(cancellationToken);
        var lost = mine.Where(p => !_running.ContainsKey(p.Id)).ToList();
        if (lost.Count == 0) return;

        foreach (var pull in lost) pull.Requeue();
        await db.SaveChangesAsync(CancellationToken.None);
        foreach (var pull in lost) board.Post(PullProgress.Of(pull, await db.NameOfAsync(pull.AskedBy)));
    }
}
