using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>
/// Passwords and user records; the other side is ASP.NET Core Identity's hasher. A hash takes a core for a tenth of a second, so they take
/// turns: where too many wait already, the answer is <see cref="ErrorKind.TooManyRequests"/>.
/// </summary>
public interface IAccounts
{
    /// <summary>Stores a new user with a hash of the password. A name that is taken is a conflict, also when two ask at once.</summary>
    Task<Result> CreateAsync(User user, string password, CancellationToken cancellationToken);

    /// <summary>A hash that is weaker than today's is replaced when the password is right.</summary>
    /// <param name="user">Null for a name that nobody has: it costs the same time, and nothing is right.</param>
    /// <param name="isKnown">Whether a device asks that the user has signed in with: there is room for it where strangers have taken
    /// all.</param>
    /// <returns>Whether it is the user's password.</returns>
    Task<Result<bool>> CheckPasswordAsync(User? user, string password, bool isKnown, CancellationToken cancellationToken);

    /// <summary>Gives a user that is being changed another password. The caller saves, and ends the sessions.</summary>
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

    /// <summary>A session is over after so long, however much it is used.</summary>
    public TimeSpan SessionLifetime { get; } = TimeSpan.FromDays(30);

    /// <summary>When a session ends that is not used again.</summary>
    public DateTimeOffset EndOf(DateTimeOffset createdAt, DateTimeOffset lastSeenAt)
    {
        var (idle, full) = (lastSeenAt + SessionIdleTimeout, createdAt + SessionLifetime);
        return idle < full ? idle : full;
    }
}
