using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Audit;

/// <summary>
/// Somebody did or tried something. Never changed and never of what was said: names are kept as they were then, because the account or
/// the model may be gone when it is read.
/// </summary>
public sealed class AuditEntry
{
    public const int MaxActLength = 48;
    public const int MaxNameLength = 200;
    public const int MaxAddressLength = 64;
    public const int MaxOutcomeLength = 64;

    /// <summary>The outcome of what was done.</summary>
    public const string Done = "ok";

    private AuditEntry()
    {
    }

    /// <summary>Grows with each entry; the store never gives one twice, so that a gap shows what was taken out.</summary>
    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null for who has not signed in.</summary>
    public UserId? Who { get; private set; }

    public string WhoName { get; private set; } = "";

    /// <summary><c>area.verb</c>, such as <c>model.delete</c>.</summary>
    public string Act { get; private set; } = "";

    /// <summary>The name of the account or the model, or a route; may be empty.</summary>
    public string On { get; private set; } = "";

    /// <summary>An IP address.</summary>
    public string From { get; private set; } = "";

    /// <summary><see cref="Done"/>, or the code of the refusal.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>How many of the same it stands for.</summary>
    public int Times { get; private set; }

    public static AuditEntry Of(
        DateTimeOffset at, UserId? who, string? whoName, string act, string? on, string? from, string outcome, int times = 1)
    {
        DomainException.ThrowIf(act.Length is 0 or > MaxActLength, "An act has a name.");
        DomainException.ThrowIf(times < 1, "An entry stands for one or more.");
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
