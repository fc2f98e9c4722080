using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatAi.Infrastructure.Models;

/// <summary>Cancels, pauses and resumes downloads, whether or not a worker has them.</summary>
internal sealed class PullQueue(
    OpenPulls pulls, PullBoard board, IServiceScopeFactory scopes, TimeProvider time, IHostApplicationLifetime lifetime) : IPullQueue
{
    public long Version => board.Version;

    public void Wake(ModelPull queued, string? askedBy)
    {
        board.Post(PullProgress.Of(queued, askedBy));
        pulls.Joined.Publish();
    }

    public PullProgress? Find(ModelPullId id) => board.Find(id);

    // Right after a pause, a worker may still have the download but ignore requests: the second attempt finds it paused.
    public async Task<bool> CancelAsync(ModelPullId id, string? by, CancellationToken cancellationToken) =>
        await CancelStoredAsync(id, by, cancellationToken)
        || await StopAsync(id, new StopRequest(StopReason.Cancel, by), cancellationToken)
        || await CancelStoredAsync(id, by, cancellationToken);

    public async Task<bool> PauseAsync(ModelPullId id, string? by, CancellationToken cancellationToken) =>
        await pulls.ChangeAsync(
            id,
            pull => pull.Status is PullStatus.Queued or PullStatus.Running,
            pull => pull.Pause(by),
            cancellationToken
        ) || await StopAsync(id, new StopRequest(StopReason.Pause, by), cancellationToken);

    public async Task<bool> ResumeAsync(ModelPullId id, CancellationToken cancellationToken)
    {
        var isResumed = await pulls.ChangeAsync(
            id,
            pull => pull.Status is PullStatus.Paused or PullStatus.Failed || pull.RetryAt is not null,
            pull => pull.Resume(),
            cancellationToken);
        pulls.Joined.Publish();
        return isResumed;
    }

    public async IAsyncEnumerable<PullProgress> FollowAsync(
        long since, ModelPullId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open stream must not keep the portal from stopping.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await foreach (var progress in board.FollowAsync(since, only, ending.Token)) yield return progress;
    }

    private Task<bool> CancelStoredAsync(ModelPullId id, string? by, CancellationToken cancellationToken) =>
        pulls.ChangeAsync(id, _ => true, pull => pull.Cancel(time.GetUtcNow(), by), cancellationToken);

    private async Task<bool> StopAsync(ModelPullId id, StopRequest request, CancellationToken cancellationToken)
    {
        if (pulls.FindRunning(id) is not { } running) return false;
        running.Stop(request);
        await running.Stored.WaitAsync(cancellationToken);

        // The download may have ended by itself just before.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var status = request.Reason == StopReason.Pause ? PullStatus.Paused : PullStatus.Cancelled;
        return await db.ModelPulls.AnyAsync(p => p.Id == id && p.Status == status, cancellationToken);
    }
}
