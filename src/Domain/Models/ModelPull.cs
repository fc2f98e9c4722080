using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

public sealed class ModelPull
{
    // While it runs, the server may still name more layers.
    private const double MaxRunningFraction = 0.99;

    private ModelPull(ModelPullId id, ModelName model, UserId askedBy, DateTimeOffset createdAt, long totalBytes)
    {
        Id = id;
        Model = model;
        AskedBy = askedBy;
        CreatedAt = createdAt;
        TotalBytes = totalBytes;
    }

    private ModelPull() => Model = null!;

    public ModelPullId Id { get; private set; }

    public ModelName Model { get; private set; }

    public UserId AskedBy { get; private set; }

    public PullStatus Status { get; private set; }

    public Reason Step { get; private set; } = PullStep.Starting;

    public long TotalBytes { get; private set; }

    public long CompletedBytes { get; private set; }

    /// <summary>From 0 to 1. Never decreases, although the total grows with each layer that the server names.</summary>
    public double Fraction { get; private set; }

    /// <summary>Why it failed, or its last attempt did.</summary>
    public Reason? Error { get; private set; }

    public bool IsUpdate { get; private set; }

    public string? HaltedBy { get; private set; }

    /// <summary>Attempts since bytes last came.</summary>
    public int Attempt { get; private set; }

    /// <summary>Increases with <see cref="Status"/> and guards every save: an older state cannot overwrite a newer one.</summary>
    public int Fence { get; private set; }

    public Guid? RunnerId { get; private set; }

    /// <summary>The end of the lease of <see cref="RunnerId"/>. Null: the runner owns the data directory, and its successor may take over
    /// at once.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Earliest next attempt; null if it may start now.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsOpen => Status is PullStatus.Queued or PullStatus.Running or PullStatus.Paused;

    /// <param name="expectedBytes">So that the first layer is not taken for all; 0 if unknown.</param>
    public static ModelPull Ask(ModelName model, UserId askedBy, DateTimeOffset now, long expectedBytes = 0, bool isUpdate = false) =>
        new(ModelPullId.New(), model, askedBy, now, expectedBytes) { IsUpdate = isUpdate };

    public void Start(Guid runner, DateTimeOffset? leaseUntil = null)
    {
        DomainException.ThrowIf(Status != PullStatus.Queued, "Only a queued download can start.");
        MoveTo(PullStatus.Running);
        RunnerId = runner;
        LeaseUntil = leaseUntil;
        Step = PullStep.Starting;
        RetryAt = null;
        Error = null;
        Attempt++;
    }

    /// <summary>The server names layers one by one, again with each attempt, so both numbers may fall; the stored ones only grow.</summary>
    public void Report(Reason step, long totalBytes, long completedBytes)
    {
        DomainException.ThrowIf(Status != PullStatus.Running, "Only a running download can make progress.");
        Step = step;
        TotalBytes = Math.Max(TotalBytes, Math.Max(totalBytes, completedBytes));
        if (completedBytes <= CompletedBytes) return;

        CompletedBytes = completedBytes;
        Fraction = Math.Max(Fraction, Math.Min(MaxRunningFraction, (double)CompletedBytes / TotalBytes));
        Attempt = 1;
    }

    /// <summary>The portal stopped meanwhile; it resumes from what the model server has kept.</summary>
    public void Requeue()
    {
        DomainException.ThrowIf(!IsOpen, "Only an open download can be queued again.");
        MoveTo(PullStatus.Queued);
    }

    /// <summary>It failed in a way that may pass, and is retried.</summary>
    /// <param name="counts">False if the model server was disconnected.</param>
    public void Postpone(Reason reason, DateTimeOffset retryAt, bool counts = true)
    {
        DomainException.ThrowIf(Status != PullStatus.Running, "Only a running download can fail.");
        if (!counts) Attempt--;
        MoveTo(PullStatus.Queued);
        Error = reason;
        RetryAt = retryAt;
    }

    public void Pause(string? by)
    {
        var canPause = Status is PullStatus.Queued or PullStatus.Running;
        DomainException.ThrowIf(!canPause, "Only a queued or running download can be paused.");
        MoveTo(PullStatus.Paused);
        HaltedBy = by;
        RetryAt = null;
    }

    public void Resume()
    {
        var waitsForRetry = Status == PullStatus.Queued && RetryAt is not null;
        DomainException.ThrowIf(
            Status is not (PullStatus.Paused or PullStatus.Failed) && !waitsForRetry,
            "Only a paused, failed or postponed download can be resumed."
        );
        MoveTo(PullStatus.Queued);
        Error = null;
        EndedAt = null;
        RetryAt = null;
        HaltedBy = null;
        Attempt = 0;
    }

    public void Succeed(DateTimeOffset now)
    {
        CompletedBytes = TotalBytes;
        Fraction = 1;
        End(PullStatus.Succeeded, now);
    }

    public void Fail(Reason reason, DateTimeOffset now)
    {
        Error = reason;
        End(PullStatus.Failed, now);
    }

    public void Cancel(DateTimeOffset now, string? by)
    {
        if (Status == PullStatus.Failed) MoveTo(PullStatus.Cancelled);
        else End(PullStatus.Cancelled, now);
        HaltedBy = by;
    }

    private void End(PullStatus status, DateTimeOffset now)
    {
        DomainException.ThrowIf(!IsOpen, "The download has already ended.");
        MoveTo(status);
        EndedAt = now;
    }

    // Ends the previous lease; Start sets the next one.
    private void MoveTo(PullStatus status)
    {
        Status = status;
        RunnerId = null;
        LeaseUntil = null;
        Fence++;
    }
}
