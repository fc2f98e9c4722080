using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>The downloads that the portal owns. A row in the store is the truth; this wakes the workers and tells of progress.</summary>
public interface IPullQueue
{
    /// <summary>Takes a download that is stored as queued.</summary>
    /// <param name="askedBy">The name of who asked.</param>
    void Wake(ModelPull queued, string? askedBy);

    /// <summary>Ends one that waits, runs, pauses or has failed; returns when that is stored. What the model server has is kept there.</summary>
    /// <returns>Whether it was such a one.</returns>
    Task<bool> CancelAsync(ModelPullId id, CancellationToken cancellationToken);

    /// <summary>Halts one that waits or runs; returns when that is stored.</summary>
    /// <returns>Whether it was such a one.</returns>
    Task<bool> PauseAsync(ModelPullId id, CancellationToken cancellationToken);

    /// <summary>Queues one again that pauses, has failed, or waits for its next attempt.</summary>
    /// <returns>Whether it was such a one.</returns>
    Task<bool> ResumeAsync(ModelPullId id, CancellationToken cancellationToken);

    /// <summary>The newest numbers of one that runs, else null.</summary>
    PullProgress? Find(ModelPullId id);

    /// <summary>Grows with each change of a download.</summary>
    long Version { get; }

    /// <summary>What has changed since a version and then what changes, at most four times a second for each download.</summary>
    /// <param name="only">Null for all; else ends with the download.</param>
    IAsyncEnumerable<PullProgress> FollowAsync(long since, ModelPullId? only, CancellationToken cancellationToken);
}

/// <param name="Step">What the model server does, for people.</param>
/// <param name="BytesPerSecond">Null until it is known.</param>
/// <param name="SecondsLeft">Null until it is known.</param>
/// <param name="Error">Why it failed; of one that waits, why its last attempt did.</param>
/// <param name="AskedBy">The name of who asked; null where the account is gone.</param>
/// <param name="RetryAt">When it is tried again; null for one that is not waiting for that.</param>
public sealed record PullProgress(
    ModelPullId Id,
    string Model,
    PullStatus Status,
    string Step,
    long CompletedBytes,
    long TotalBytes,
    double? BytesPerSecond,
    double? SecondsLeft,
    string? Error,
    string? AskedBy,
    DateTimeOffset? RetryAt)
{
    /// <param name="askedBy">The name of who asked.</param>
    public static PullProgress Of(ModelPull pull, string? askedBy) => new(
        pull.Id, pull.Model.ToString(), pull.Status, pull.Step, pull.CompletedBytes, pull.TotalBytes, null, null, pull.Error, askedBy, pull.RetryAt);

    public bool HasEnded => Status is PullStatus.Succeeded or PullStatus.Failed or PullStatus.Cancelled;
}
