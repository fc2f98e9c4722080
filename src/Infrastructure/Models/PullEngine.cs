using ChatAi.Application.Models;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Models;

/// <summary>The workers that run queued downloads, as many at once as the options allow.</summary>
internal sealed class PullEngine(
    OpenPulls pulls,
    PullPublisher publisher,
    IServiceScopeFactory scopes,
    IModelServerMonitor monitor,
    IOptions<ModelsOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    LoopSupervisor supervisor) : BackgroundService
{
    private static readonly TimeSpan MinWait = TimeSpan.FromSeconds(1);

    private bool _hasPostedWaiting;

    // ApplicationStopping, since what a worker then stores needs services that stop later.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(1, options.Value.MaxConcurrentPulls);
        await Task.WhenAll(workers.Select(number =>
            supervisor.RunAsync($"{nameof(PullEngine)} {number}", PullAllAsync, lifetime.ApplicationStopping, HealthStatus.Degraded)));
    }

    private async Task PullAllAsync(CancellationToken stopping)
    {
        if (!_hasPostedWaiting) await publisher.PostWaitingAsync(stopping);
        _hasPostedWaiting = true;
        while (true)
        {
            await monitor.WhenConnectedAsync(stopping);
            var seen = pulls.Joined.Version;
            if (!await PullNextAsync(stopping)) await WaitAsync(seen, stopping);
        }
    }

    // Until a download is queued, or a postponed one is due.
    private async Task WaitAsync(long seen, CancellationToken stopping)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var joined = pulls.Joined.WaitAsync(seen, waiting.Token);
        if (await pulls.NextDueAsync(stopping) is { } due)
        {
            var wait = due - time.GetUtcNow();
            await Task.WhenAny(joined, Task.Delay(wait > MinWait ? wait : MinWait, time, waiting.Token));
        }
        else
        {
            await joined;
        }

        await waiting.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private async Task<bool> PullNextAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var running = new RunningPull();
        var runner = scope.ServiceProvider.GetRequiredService<PullRunner>();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var next = await pulls.TakeNextAsync(db, running, stopping);
        if (next is null) return false;

        var (pull, askedBy) = next.Value;
        try
        {
            await runner.RunAsync(pull, askedBy, running, stopping);
        }
        finally
        {
            pulls.Release(pull.Id);
        }

        await publisher.PostEndAsync(db, pull, askedBy);
        return true;
    }
}
