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

    // Only its end completes a download: while it runs there may be a layer of which nobody has heard.
    private const double AlmostAll = 0.99;

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

    public string Step { get; private set; } = "";

    public long TotalBytes { get; private set; }

    public long CompletedBytes { get; private set; }

    /// <summary>From 0 to 1, and never less than it was: the total grows with each layer that the model server names.</summary>
    public double Fraction { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Whether it looks for a newer version of a model that is installed.</summary>
    public bool IsUpdate { get; private set; }

    /// <summary>The name of who paused or cancelled it; null while nobody has.</summary>
    public string? HaltedBy { get; private set; }

    /// <summary>How often the model server was asked since bytes last came.</summary>
    public int Attempt { get; private set; }

    /// <summary>Grows with each change of <see cref="Status"/>, and guards every save: who has read an older state cannot overwrite a
    /// newer one.</summary>
    public int Fence { get; private set; }

    /// <summary>The portal instance that runs it; null while none does.</summary>
    public Guid? RunnerId { get; private set; }

    /// <summary>
    /// Until when <see cref="RunnerId"/> may be taken to live. Null: for as long as it holds the data directory, so that the next one that
    /// does may take over at once.
    /// </summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Before this it is not tried again; null when it may begin at once.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsOpen => Status is PullStatus.Queued or PullStatus.Running or PullStatus.Paused;

    /// <param name="expectedBytes">What it will be as far as is known, so that the first layer is not taken for all; 0 where nothing
    /// is.</param>
    public static ModelPull Ask(ModelName model, UserId askedBy, DateTimeOffset now, long expectedBytes = 0, bool isUpdate = false) =>
        new(ModelPullId.New(), model, askedBy, now, expectedBytes) { IsUpdate = isUpdate };

    /// <param name="runner">The portal instance that runs it.</param>
    /// <param name="leaseUntil">Until when it may be taken to live, where it renews that.</param>
    public void Start(Guid runner, DateTimeOffset? leaseUntil = null)
    {
        DomainException.ThrowIf(Status != PullStatus.Queued, "Only a queued download can start.");
        MoveTo(PullStatus.Running);
        RunnerId = runner;
        LeaseUntil = leaseUntil;
        Step = "";
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
        TotalBytes = Math.Max(TotalBytes, Math.Max(totalBytes, completedBytes));
        if (completedBytes <= CompletedBytes) return;

        CompletedBytes = completedBytes;
        Fraction = Math.Max(Fraction, Math.Min(AlmostAll, (double)CompletedBytes / TotalBytes));
        Attempt = 1;
    }

    /// <summary>The portal stopped while this ran; it goes on from what the model server has kept.</summary>
    public void Requeue()
    {
        DomainException.ThrowIf(!IsOpen, "Only an open download can be queued again.");
        MoveTo(PullStatus.Queued);
    }

    /// <summary>It failed in a way that may pass: it waits, and is then tried again from what the model server has kept.</summary>
    /// <param name="counts">Whether it was an attempt: one is not while the model server is away.</param>
    public void Postpone(string reason, DateTimeOffset retryAt, bool counts = true)
    {
        DomainException.ThrowIf(Status != PullStatus.Running, "Only a running download can fail.");
        if (!counts) Attempt--;
        MoveTo(PullStatus.Queued);
        Error = Cut(reason);
        RetryAt = retryAt;
    }

    /// <param name="by">The name of who does it.</param>
    public void Pause(string? by)
    {
        DomainException.ThrowIf(Status is not (PullStatus.Queued or PullStatus.Running), "Only a waiting or running download can pause.");
        MoveTo(PullStatus.Paused);
        HaltedBy = by;
        RetryAt = null;
    }

    /// <summary>Goes on with one that pauses, has failed or waits to be tried again, at its old place in line.</summary>
    public void Resume()
    {
        var waits = Status == PullStatus.Queued && RetryAt is not null;
        DomainException.ThrowIf(
            Status is not (PullStatus.Paused or PullStatus.Failed) && !waits,
            "The download is under way, or has ended."
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

    public void Fail(string reason, DateTimeOffset now)
    {
        Error = Cut(reason);
        End(PullStatus.Failed, now);
    }

    /// <summary>Gives it up: one that is open, or one that failed and shall no longer be shown.</summary>
    /// <param name="by">The name of who does it.</param>
    public void Cancel(DateTimeOffset now, string? by)
    {
        if (Status == PullStatus.Failed) MoveTo(PullStatus.Cancelled);
        else End(PullStatus.Cancelled, now);
        HaltedBy = by;
    }

    private static string Cut(string reason) => reason.Length <= MaxErrorLength ? reason : reason[..MaxErrorLength];

    private void End(PullStatus status, DateTimeOffset now)
    {
        DomainException.ThrowIf(!IsOpen, "The download has ended already.");
        MoveTo(status);
        EndedAt = now;
    }

    // The previous owner has lost it; Start sets the new one.
    private void MoveTo(PullStatus status)
    {
        Status = status;
        RunnerId = null;
        LeaseUntil = null;
        Fence++;
    }
}
