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

    private readonly ConcurrentDictionary<ModelPullId, Running> _running = new();
    private readonly Pulse _wake = new();

    // Held while a queued download is given to a worker or given up, so that it is not both.
    private readonly SemaphoreSlim _taking = new(1);

    public void Wake(ModelPull queued)
    {
        board.Post(PullProgress.Of(queued));
        _wake.Beat();
    }

    public PullProgress? Find(ModelPullId id) => board.Find(id);

    public async Task CancelAsync(ModelPullId id, CancellationToken cancellationToken)
    {
        if (!await CancelWaitingAsync(id, cancellationToken) && _running.TryGetValue(id, out var running))
        {
            running.Cancel();
            await running.Stored.WaitAsync(cancellationToken);
        }
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

    private async Task<bool> CancelWaitingAsync(ModelPullId id, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            var pull = await db.ModelPulls.FirstOrDefaultAsync(p => p.Id == id, cancellationToken);

            // One that is running in the store and here by nobody was left behind by a failure.
            var isWaiting = pull is { Status: PullStatus.Queued or PullStatus.Paused or PullStatus.Failed };
            if (pull is null || (!isWaiting && (pull.Status != PullStatus.Running || _running.ContainsKey(id)))) return false;

            pull.Cancel(time.GetUtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
            board.Post(PullProgress.Of(pull));
            return true;
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task PullAllAsync(CancellationToken shutdown)
    {
        while (!shutdown.IsCancellationRequested)
        {
            try
            {
                var woken = _wake.Next;
                if (!await PullNextAsync(shutdown)) await woken.WaitAsync(shutdown);
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

    private async Task<bool> PullNextAsync(CancellationToken shutdown)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var running = new Running();
        if (await TakeNextAsync(scope.ServiceProvider.GetRequiredService<ApplicationDbContext>(), running, shutdown) is not { } pull) return false;

        try
        {
            await scope.ServiceProvider.GetRequiredService<PullRunner>().RunAsync(pull, running.Cancelled, shutdown);
        }
        finally
        {
            _running.TryRemove(pull.Id, out _);
            running.SetStored();
        }

        return true;
    }

    private async Task<ModelPull?> TakeNextAsync(ApplicationDbContext db, Running running, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            var next = await db.ModelPulls.Where(p => p.Status == PullStatus.Queued)
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

    private sealed class Running : IDisposable
    {
        private readonly CancellationTokenSource _cancel = new();
        private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Cancelled => _cancel.Token;

        public Task Stored => _stored.Task;

        public void Cancel()
        {
            lock (_cancel)
            {
                if (!_stored.Task.IsCompleted) _ = _cancel.CancelAsync();
            }
        }

        public void SetStored()
        {
            lock (_cancel) _stored.TrySetResult();
        }

        public void Dispose() => _cancel.Dispose();
    }
}
