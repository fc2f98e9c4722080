using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Audit;

/// <summary>An action or attempt, never chat content. Names are copied, because the account or model may be gone when it is read.</summary>
public sealed class AuditEntry
{
    public const int MaxActLength = 48;
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
    public string Act { get; private set; } = "";

    /// <summary>The name of an account or model, or a route; may be empty.</summary>
    public string On { get; private set; } = "";

    public string From { get; private set; } = "";

    public string Outcome { get; private set; } = "";

    public int Times { get; private set; }

    public static AuditEntry Of(
        DateTimeOffset at, UserId? who, string? whoName, string act, string? on, string? from, string outcome, int times = 1)
    {
        DomainException.ThrowIf(act.Length is 0 or > MaxActLength, "The action is empty or too long.");
        DomainException.ThrowIf(times < 1, "The count must be at least 1.");
        return new AuditEntry
        {
            At = at,
            Who = who,
            WhoName = OneLine.Of(whoName, MaxNameLength),
            Act = act,
            On = OneLine.Of(on, MaxNameLength),
            From = OneLine.Of(from, MaxAddressLength),
            Outcome = OneLine.Of(outcome, MaxOutcomeLength),
            Times = times,
        };
    }
}
