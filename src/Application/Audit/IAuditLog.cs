using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Audit;

/// <summary>The log of who did what, from where, and what came of it. It can only be added to.</summary>
public interface IAuditLog
{
    /// <summary>Whether something that was refused in this request has been noted.</summary>
    bool HasNoted { get; }

    /// <summary>Before the act: says who it is and looks names up.</summary>
    Task<IAuditedAct> BeginAsync(AuditSubject subject, CancellationToken cancellationToken);
}

/// <summary>An act whose end is not known yet.</summary>
public interface IAuditedAct
{
    /// <summary>
    /// Stores the line of what was done before it returns. What was refused is noted and stored soon, so that whoever is refused learns
    /// nothing from the time it takes. Throws nothing: what was done is done.
    /// </summary>
    /// <param name="refusal">The code of why not; null when it was done.</param>
    Task EndAsync(string? refusal);
}

/// <summary>Takes what was refused, from any thread and at once. Many of the same within a minute become one line with their
/// number.</summary>
public interface IDeniedAccessLog
{
    void Add(DeniedAccess note);
}

/// <param name="Act">As in <see cref="AuditSubject"/>.</param>
public sealed record DeniedAccess(DateTimeOffset At, UserId? Who, string Act, string? On, string? From, string Outcome)
{
    /// <summary>Null: looked up.</summary>
    public string? WhoName { get; init; }

    /// <summary>What was asked for by its id. The note counts only if one of them is a chat or a message of somebody else.</summary>
    public IReadOnlyList<Guid> Ids { get; init; } = [];
}
