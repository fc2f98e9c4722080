using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

public enum PullStatus
{
    Queued = 0,
    Running = 1,
    Paused = 2,
    Succeeded = 3,
    Failed = 4,
    Cancelled = 5,
}

/// <summary>A download of a model, owned by the portal and not by the page that asked for it.</summary>
public sealed class ModelPull
{
    public const int MaxStepLength = 200;
    public const int MaxErrorLength = 1000;

    private ModelPull(ModelPullId id, ModelName model, UserId askedBy, DateTimeOffset createdAt)
    {
        Id = id;
        Model = model;
        AskedBy = askedBy;
        CreatedAt = createdAt;
    }

    private ModelPull() => Model = null!;

    public ModelPullId Id { get; private set; }

    public ModelName Model { get; private set; }

    public UserId AskedBy { get; private set; }

    public PullStatus Status { get; private set; }

    public string Step { get; private set; } = "";

    public long TotalBytes { get; private set; }

    public long CompletedBytes { get; private set; }

    public string? Error { get; private set; }

    /// <summary>How often the model server was asked since bytes last came.</summary>
    public int Attempt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Before this it is not tried again; null when it may begin at once.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsOpen => Status is PullStatus.Queued or PullStatus.Running or PullStatus.Paused;

    public static ModelPull Ask(ModelName model, UserId askedBy, DateTimeOffset now) =>
        new(ModelPullId.New(), model, askedBy, now);

    public void Start()
    {
        DomainException.ThrowIf(Status != PullStatus.Queued, "Only a queued download can start.");
        Status = PullStatus.Running;
        RetryAt = null;
        Error = null;
        Attempt++;
    }

    /// <summary>
    /// Takes what the model server tells. It names the layers one after the other, again with each attempt, so both numbers
    /// may be smaller than they were; what is shown only grows.
    /// </summary>
    public void Report(string step, long totalBytes, long completedBytes)
    {
        DomainException.ThrowIf(Status != PullStatus.Running, "Only a running download makes progress.");
        Step = step.Length <= MaxStepLength ? step : step[..MaxStepLength];
        TotalBytes = Math.Max(TotalBytes, totalBytes);
        if (completedBytes <= CompletedBytes) return;

        CompletedBytes = completedBytes;
        Attempt = 1;
    }

    /// <summary>The portal stopped while this ran; it goes on from what the model server has kept.</summary>
    public void Requeue()
    {
        DomainException.ThrowIf(!IsOpen, "Only an open download can be queued again.");
        Status = PullStatus.Queued;
    }

    /// <summary>It failed in a way that may pass: it waits, and is then tried again from what the model server has kept.</summary>
    public void Postpone(string reason, DateTimeOffset retryAt)
    {
        DomainException.ThrowIf(Status != PullStatus.Running, "Only a running download can fail.");
        Status = PullStatus.Queued;
        Error = Cut(reason);
        RetryAt = retryAt;
    }

    public void Pause()
    {
        DomainException.ThrowIf(Status is not (PullStatus.Queued or PullStatus.Running), "Only a waiting or running download can pause.");
        Status = PullStatus.Paused;
        RetryAt = null;
    }

    /// <summary>Goes on with one that pauses, has failed or waits to be tried again, at its old place in line.</summary>
    public void Resume()
    {
        var waits = Status == PullStatus.Queued && RetryAt is not null;
        DomainException.ThrowIf(Status is not (PullStatus.Paused or PullStatus.Failed) && !waits, "The download is under way, or has ended.");
        Status = PullStatus.Queued;
        Error = null;
        EndedAt = null;
        RetryAt = null;
        Attempt = 0;
    }

    public void Succeed(DateTimeOffset now)
    {
        CompletedBytes = TotalBytes;
        End(PullStatus.Succeeded, now);
    }

    public void Fail(string reason, DateTimeOffset now)
    {
        Error = Cut(reason);
        End(PullStatus.Failed, now);
    }

    /// <summary>Gives it up: one that is open, or one that failed and shall no longer be shown.</summary>
    public void Cancel(DateTimeOffset now)
    {
        if (Status == PullStatus.Failed) Status = PullStatus.Cancelled;
        else End(PullStatus.Cancelled, now);
    }

    private static string Cut(string reason) => reason.Length <= MaxErrorLength ? reason : reason[..MaxErrorLength];

    private void End(PullStatus status, DateTimeOffset now)
    {
        DomainException.ThrowIf(!IsOpen, "The download has ended already.");
        Status = status;
        EndedAt = now;
    }
}
