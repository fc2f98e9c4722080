using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>Passwords and user records; the other side is ASP.NET Core Identity.</summary>
public interface IAccounts
{
    /// <summary>Stores a new user with a hash of the password. A name that is taken is a conflict, also when two ask at once.</summary>
    Task<Result> CreateAsync(User user, string password, CancellationToken cancellationToken);

    /// <summary>Costs the same time whether or not the name exists.</summary>
    /// <returns>The user, or null when name and password do not match.</returns>
    Task<User?> CheckPasswordAsync(string userName, string password, CancellationToken cancellationToken);
}

/// <summary>Whether people may register, set as <c>Accounts:Registration</c>.</summary>
public enum RegistrationMode
{
    /// <summary>An account works at once.</summary>
    Open,

    /// <summary>An account works once root has approved it.</summary>
    Approval,

    /// <summary>Nobody can register.</summary>
    Closed,
}

/// <summary>Bound to the section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    public RegistrationMode Registration { get; set; } = RegistrationMode.Approval;

    /// <summary>A session that is not used for so long is over. An open page that only waits for news does not use it.</summary>
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A session is over after so long, however much it is used.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);
}
