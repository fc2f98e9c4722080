using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <param name="Error">Why it failed, or why its last attempt did.</param>
/// <param name="RetryAt">Null unless it waits for a retry.</param>
public sealed record PullProgress(
    ModelPullId Id,
    string Model,
    PullStatus Status,
    Reason Step,
    long CompletedBytes,
    long TotalBytes,
    double? BytesPerSecond,
    double? SecondsLeft,
    Reason? Error,
    string? AskedBy,
    DateTimeOffset? RetryAt)
{
    /// <summary>Of the stored state; progress alone does not change it.</summary>
    public int Version { get; init; }

    /// <summary>From 0 to 1; never decreases.</summary>
    public double Fraction { get; init; }

    public string? HaltedBy { get; init; }

    /// <summary>Queue position, 1 is next; null if not queued.</summary>
    public int? Place { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Whether it updates an installed model.</summary>
    public bool IsUpdate { get; init; }

    public UpdatesProgress? Updates { get; init; }

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

    public bool HasEnded => Status is PullStatus.Succeeded or PullStatus.Failed or PullStatus.Cancelled;

    /// <summary>Whether it is queued and not waiting for a retry.</summary>
    public bool IsInQueue => Status == PullStatus.Queued && RetryAt is null;

    /// <summary>Whether it is an update that has fetched nothing: these are counted, not listed.</summary>
    public bool IsQuiet => IsUpdate && Status switch
    {
        PullStatus.Running => BytesPerSecond is null,
        PullStatus.Failed => CompletedBytes == 0,
        PullStatus.Paused => false,
        _ => true,
    };

    private static Reason StepOf(ModelPull pull) => pull.Status switch
    {
        PullStatus.Paused => PullStep.Paused(pull.HaltedBy),
        PullStatus.Cancelled => PullStep.Cancelled(pull.HaltedBy),
        _ => pull.Step,
    };
}
