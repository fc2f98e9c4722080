using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Audit;

/// <summary>An action or attempt, never chat content. Names are copied, because the account or model may be gone when it is read.</summary>
public sealed class AuditEntry
{
    public const int MaxActionLength = 48;
    public const int MaxNameLength = 200;
    public const int MaxAddressLength = 64;
    public const int MaxOutcomeLength = 64;

    public const string Done = "ok";

    private AuditEntry()
    {
    }

    /// <summary>Never reused, so that a gap reveals a removed entry.</summary>
    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public UserId? Who { get; private set; }

    public string WhoName { get; private set; } = "";

    /// <summary><c>area.verb</c>, such as <c>model.delete</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The name of an account or model, a route, or a stored <see cref="Reason"/> with names; may be empty.</summary>
    public string Target { get; private set; } = "";

    public string IpAddress { get; private set; } = "";

    public string Outcome { get; private set; } = "";

    public int Count { get; private set; }

    public static AuditEntry Of(
        DateTimeOffset at, UserId? who, string? whoName, string action, string? target, string? ipAddress, string outcome, int count = 1)
    {
        DomainException.ThrowIf(action.Length is 0 or > MaxActionLength, "The action is empty or too long.");
        DomainException.ThrowIf(count < 1, "The count must be at least 1.");
        return new AuditEntry
        {
            At = at,
            Who = who,
            WhoName = OneLine.Of(whoName, MaxNameLength),
            Action = action,
            Target = Reason.TryParse(target, out var reason) ? reason.ToString() : OneLine.Of(target, MaxNameLength),
            IpAddress = OneLine.Of(ipAddress, MaxAddressLength),
            Outcome = OneLine.Of(outcome, MaxOutcomeLength),
            Count = count,
        };
    }
}
