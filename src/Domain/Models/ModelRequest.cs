using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

public enum ModelRequestStatus
{
    Open = 0,
    Approved = 1,
    Declined = 2,
}

public sealed class ModelRequest
{
    public const int MaxReasonLength = 500;

    private ModelRequest(ModelRequestId id, ModelName model, UserId askedBy, string reason, DateTimeOffset createdAt)
    {
        Id = id;
        Model = model;
        AskedBy = askedBy;
        Reason = PlainLine.Of(reason);
        CreatedAt = createdAt;
    }

    private ModelRequest()
    {
        Model = null!;
        Reason = "";
    }

    public ModelRequestId Id { get; private set; }

    public ModelName Model { get; private set; }

    public UserId AskedBy { get; private set; }

    public string Reason { get; private set; }

    public ModelRequestStatus Status { get; private set; }

    public string Answer { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public static ModelRequest Ask(ModelName model, UserId askedBy, string reason, DateTimeOffset now)
    {
        DomainException.ThrowIf(reason.Length > MaxReasonLength, "The reason is too long.");
        return new ModelRequest(ModelRequestId.New(), model, askedBy, reason, now);
    }

    public void Approve(string reply, DateTimeOffset now) => Decide(ModelRequestStatus.Approved, reply, now);

    public void Decline(string reply, DateTimeOffset now) => Decide(ModelRequestStatus.Declined, reply, now);

    private void Decide(ModelRequestStatus status, string reply, DateTimeOffset now)
    {
        DomainException.ThrowIf(Status != ModelRequestStatus.Open, "The request has already been decided.");
        DomainException.ThrowIf(reply.Length > MaxReasonLength, "The reply is too long.");
        Status = status;
        Answer = PlainLine.Of(reply);
        DecidedAt = now;
    }
}
