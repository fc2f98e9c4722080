using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Audit;

/// <summary>The append-only log of who did what, from where, and with what outcome.</summary>
public interface IAuditLog
{
    bool HasNoted { get; }

    /// <summary>Called before the action: identifies the user and resolves names.</summary>
    Task<IAuditedAction> BeginAsync(AuditSubject subject, CancellationToken cancellationToken);
}

public interface IAuditedAction
{
    /// <summary>Stores a completed action before returning. Refusals are stored later, so that timing reveals nothing. Never
    /// throws.</summary>
    /// <param name="refusal">The error code; null if the action was done.</param>
    Task EndAsync(string? refusal);
}

/// <summary>Records refusals from any thread without blocking. Repeats within a minute become one entry with a count.</summary>
public interface IDeniedAccessLog
{
    void Add(DeniedAccess note);
}

public sealed record DeniedAccess(DateTimeOffset At, UserId? Who, string Action, string? Target, string? IpAddress, string Outcome)
{
    /// <summary>Null to look it up.</summary>
    public string? WhoName { get; init; }

    /// <summary>Requested ids. The refusal is logged only if one of them is a chat or message of another user.</summary>
    public IReadOnlyList<Guid> Ids { get; init; } = [];
}
