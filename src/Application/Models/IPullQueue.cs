using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>The downloads of the portal. The database is the source of truth; this wakes the workers and publishes progress.</summary>
public interface IPullQueue
{
    void Wake(ModelPull queued, string? askedBy);

    /// <summary>Cancels an open or failed download and returns once that is stored. The model server keeps what it has.</summary>
    /// <returns>False if it was neither.</returns>
    Task<bool> CancelAsync(ModelPullId id, string? by, CancellationToken cancellationToken);

    /// <summary>Pauses a queued or running download and returns once that is stored.</summary>
    Task<bool> PauseAsync(ModelPullId id, string? by, CancellationToken cancellationToken);

    /// <summary>Queues a download again that is paused, failed or waiting for a retry.</summary>
    Task<bool> ResumeAsync(ModelPullId id, CancellationToken cancellationToken);

    /// <summary>The latest progress of a download that is open or has just ended, else null.</summary>
    PullProgress? Find(ModelPullId id);

    /// <summary>Increases with each published change.</summary>
    long Version { get; }

    /// <summary>Changes since a version, at most four a second for each download. All subscribers get the same numbers at the same
    /// time.</summary>
    /// <param name="only">Null for all; otherwise ends with this download.</param>
    IAsyncEnumerable<PullProgress> FollowAsync(long since, ModelPullId? only, CancellationToken cancellationToken);
}
