using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Models;

/// <summary>Owns every download: takes the queued ones from the store and runs as many at once as it may.</summary>
internal sealed partial class PullEngine(
    IServiceScopeFactory scopes,
    PullBoard board,
    IOptions<ModelsOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<PullEngine> logger) : BackgroundService, IPullQueue
{
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ModelPullId, RunningPull> _running = new();
    private readonly Pulse _wake = new();

    // Held while a queued download is given to a worker or given up, so that it is not both.
    private readonly SemaphoreSlim _taking = new(1);

    public void Wake(ModelPull queued, string? askedBy)
    {
        board.Post(PullProgress.Of(queued, askedBy));
        _wake.Beat();
    }

    public PullProgress? Find(ModelPullId id) => board.Find(id);

    public async Task<bool> CancelAsync(ModelPullId id, CancellationToken cancellationToken) =>
        await ChangeAsync(id, _ => true, pull => pull.Cancel(time.GetUtcNow(), null), cancellationToken)
        || await HaltAsync(id, PullHalt.Cancel, cancellationToken);

    public async Task<bool> PauseAsync(ModelPullId id, CancellationToken cancellationToken) =>
        await ChangeAsync(id, pull => pull.Status is PullStatus.Queued or PullStatus.Running, pull => pull.Pause(null), cancellationToken)
        || await HaltAsync(id, PullHalt.Pause, cancellationToken);

    public async Task<bool> ResumeAsync(ModelPullId id, CancellationToken cancellationToken)
    {
        var isResumed = await ChangeAsync(
            id,
            pull => pull.Status is PullStatus.Paused or PullStatus.Failed || pull.RetryAt is not null,
            pull => pull.Resume(),
            cancellationToken);
        _wake.Beat();
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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.MaxConcurrentPulls).Select(_ => PullAllAsync(lifetime.ApplicationStopping)));

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
            await db.SaveChangesAsync(CancellationToken.None);
            board.Post(PullProgress.Of(pull, await db.NameOfAsync(pull.AskedBy)));
            return true;
        }
        catch (DbUpdateException)
        {
            // Another download of the same model is open; this one has had its time.
            return false;
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task<bool> HaltAsync(ModelPullId id, PullHalt halt, CancellationToken cancellationToken)
    {
        if (!_running.TryGetValue(id, out var running)) return false;
        running.Halt(halt);
        await running.Stored.WaitAsync(cancellationToken);

        // It may have ended by itself just before.
        await using var scope = scopes.CreateAsyncScope();
        var status = halt == PullHalt.Pause ? PullStatus.Paused : PullStatus.Cancelled;
        return await scope.ServiceProvider.GetRequiredService<ApplicationDbContext>().ModelPulls
            .AnyAsync(p => p.Id == id && p.Status == status, cancellationToken);
    }

    private async Task PullAllAsync(CancellationToken shutdown)
    {
        while (!shutdown.IsCancellationRequested)
        {
            try
            {
                var woken = _wake.Next;
                if (!await PullNextAsync(shutdown)) await WaitAsync(woken, shutdown);
            }
            catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
            {
                // The portal stops.
            }
            catch (Exception unexpected)
            {
                LogUnexpected(unexpected);
                await Task.Delay(RestAfterFailure, time, CancellationToken.None);
            }
        }
    }

    // Until something joins, or the next attempt of one that failed is due.
    private async Task WaitAsync(Task woken, CancellationToken shutdown)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var due = await db.ModelPulls.Where(p => p.Status == PullStatus.Queued).MinAsync(p => p.RetryAt, shutdown);
        var rest = due is { } at ? at - time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (due is not null && rest < RestAfterFailure) rest = RestAfterFailure;
        await ((Task)woken.WaitAsync(rest, time, shutdown)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        shutdown.ThrowIfCancellationRequested();
    }

    private async Task<bool> PullNextAsync(CancellationToken shutdown)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var running = new RunningPull();
        if (await TakeNextAsync(scope.ServiceProvider.GetRequiredService<ApplicationDbContext>(), running, shutdown) is not { } pull) return false;

        try
        {
            await scope.ServiceProvider.GetRequiredService<PullRunner>().RunAsync(pull, running, shutdown);
        }
        finally
        {
            _running.TryRemove(pull.Id, out _);
            running.SetStored();
        }

        return true;
    }

    private async Task<ModelPull?> TakeNextAsync(ApplicationDbContext db, RunningPull running, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var next = await db.ModelPulls.Where(p => p.Status == PullStatus.Queued && (p.RetryAt == null || p.RetryAt <= now))
                .OrderBy(p => p.CreatedAt).FirstOrDefaultAsync(cancellationToken);
            if (next is null) return null;

            next.Start();
            await db.SaveChangesAsync(CancellationToken.None);
            _running[next.Id] = running;
            return next;
        }
        finally
        {
            _taking.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "The downloads were held up")]
    private partial void LogUnexpected(Exception exception);
}
