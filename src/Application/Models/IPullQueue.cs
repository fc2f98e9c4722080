using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>The downloads that the portal owns. A row in the store is the truth; this wakes the workers and tells of progress.</summary>
public interface IPullQueue
{
    /// <summary>Takes a download that is stored as queued.</summary>
    /// <param name="askedBy">The name of who asked.</param>
    void Wake(ModelPull queued, string? askedBy);

    /// <summary>Ends one that waits, runs, pauses or has failed; returns when that is stored. What the model server has is kept
    /// there.</summary>
    /// <param name="by">The name of who does it.</param>
    /// <returns>Whether it was such a one.</returns>
    Task<bool> CancelAsync(ModelPullId id, string? by, CancellationToken cancellationToken);

    /// <summary>Halts one that waits or runs; returns when that is stored.</summary>
    /// <param name="by">The name of who does it.</param>
    /// <returns>Whether it was such a one.</returns>
    Task<bool> PauseAsync(ModelPullId id, string? by, CancellationToken cancellationToken);

    /// <summary>Queues one again that pauses, has failed, or waits for its next attempt.</summary>
    /// <returns>Whether it was such a one.</returns>
    Task<bool> ResumeAsync(ModelPullId id, CancellationToken cancellationToken);

    /// <summary>The newest numbers of one that is open or has just ended, else null.</summary>
    PullProgress? Find(ModelPullId id);

    /// <summary>Grows with what is told to those who follow.</summary>
    long Version { get; }

    /// <summary>
    /// What has changed since a version and then what changes, at most four times a second for each download. All who follow are told
    /// the same numbers at the same time.
    /// </summary>
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
    /// <summary>Of the stored state that this describes; what only its progress changes has the same one.</summary>
    public int Version { get; init; }

    /// <summary>From 0 to 1; never less than it was.</summary>
    public double Fraction { get; init; }

    /// <summary>The name of who paused or cancelled it.</summary>
    public string? HaltedBy { get; init; }

    /// <summary>Of one that waits for its turn: 1 is next.</summary>
    public int? Place { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Whether it looks for a newer version of a model that is installed.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>Of all updates that were asked for together, if this is one of them.</summary>
    public UpdatesProgress? Updates { get; init; }

    /// <param name="askedBy">The name of who asked.</param>
    public static PullProgress Of(ModelPull pull, string? askedBy) =>
        new(
            pull.Id,
            pull.Model.ToString(),
            pull.Status,
            StepOf(pull),
            pull.CompletedBytes,
            pull.TotalBytes,
            null,
            null,
            pull.Error,
            askedBy,
            pull.RetryAt
        )
        {
            Version = pull.Fence,
            Fraction = pull.Fraction,
            HaltedBy = pull.HaltedBy,
            AskedAt = pull.CreatedAt,
            IsUpdate = pull.IsUpdate,
        };

    /// <summary>With the error that this user may read.</summary>
    public PullProgress For(ICurrentUser user) => For(user.IsRoot);

    public PullProgress For(bool isRoot) => Error is null ? this : this with { Error = StoredError.TextFor(Error, isRoot) };

    public bool HasEnded => Status is PullStatus.Succeeded or PullStatus.Failed or PullStatus.Cancelled;

    /// <summary>Whether it waits for its turn, and not for its next attempt.</summary>
    public bool IsInLine => Status == PullStatus.Queued && RetryAt is null;

    /// <summary>An update of which nothing has come is no download to look at: it is one of many that are counted.</summary>
    public bool IsQuiet => IsUpdate && Status switch
    {
        PullStatus.Running => BytesPerSecond is null,
        PullStatus.Failed => CompletedBytes == 0,
        PullStatus.Paused => false,
        _ => true,
    };

    private static string StepOf(ModelPull pull) => (pull.Status, pull.HaltedBy) switch
    {
        (PullStatus.Paused, { } by) => $"Paused by {by}",
        (PullStatus.Paused, null) => "Paused",
        (PullStatus.Cancelled, { } by) => $"Cancelled by {by}; what was downloaded so far is kept.",
        (PullStatus.Cancelled, null) => "Cancelled; what was downloaded so far is kept.",
        _ => pull.Step,
    };
}

/// <param name="Checked">How many of them have ended.</param>
/// <param name="Failed">How many of those in vain.</param>
public sealed record UpdatesProgress(int Checked, int Total, int Failed);
