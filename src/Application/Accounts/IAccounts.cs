using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>Hashes and checks passwords. A hash takes about 100 ms of CPU time, so requests queue; if too many are queued, the result is
/// <see cref="ErrorKind.TooManyRequests"/>.</summary>
public interface IAccounts
{
    Task<Result> CreateAsync(User user, string password, CancellationToken cancellationToken);

    /// <summary>Rehashes a correct password if its hash is outdated.</summary>
    /// <param name="user">Null for an unknown name: the check takes the same time and never succeeds.</param>
    /// <param name="isKnown">Whether the user has signed in on this device before; known devices have queue capacity of their own.</param>
    Task<Result<bool>> CheckPasswordAsync(User? user, string password, bool isKnown, CancellationToken cancellationToken);

    /// <summary>Sets the password hash of a tracked user. The caller saves and ends the sessions.</summary>
    Task<Result> SetPasswordAsync(User user, string password, CancellationToken cancellationToken);
}

[OptionsSection(Section)]
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    [Option("sign-up: `Open`, `Approval` (by an administrator) or `Closed`; a choice on the People page overrides it")]
    public RegistrationMode Registration { get; set; } = RegistrationMode.Approval;

    [Option(
        "how long a session lasts without use, at most 30 days in total; an open chat page does not count as use, "
            + "an open dashboard does"
    )]
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Maximum lifetime of a session, even if it is used.</summary>
    public TimeSpan SessionLifetime { get; } = TimeSpan.FromDays(30);

    public DateTimeOffset EndOf(DateTimeOffset createdAt, DateTimeOffset lastSeenAt)
    {
        var idleEnd = lastSeenAt + SessionIdleTimeout;
        var lifetimeEnd = createdAt + SessionLifetime;
        return idleEnd < lifetimeEnd ? idleEnd : lifetimeEnd;
    }
}
