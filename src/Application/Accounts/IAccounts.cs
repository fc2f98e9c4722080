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

    [Option("`Open`, `Approval` (root lets people in) or `Closed`, until root says otherwise on the People page")]
    public RegistrationMode Registration { get; set; } = RegistrationMode.Approval;

    [Option(
        "a session that is not used for so long is over; an open chat that only waits for news does not use it, an open dashboard does; "
            + "after 30 days it is over in any case"
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
