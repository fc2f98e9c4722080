using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using FluentValidation;

namespace ChatAi.Application.Accounts;

/// <summary>Length instead of composition rules (OWASP ASVS 5.0, 6.2.1 to 6.2.9). Passwords are never trimmed or truncated. Common
/// passwords and ones that contain the user name are rejected.</summary>
public static class PasswordRule
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    internal static readonly AppError HasName = AppError.Invalid("password.has-name").InField("Password");

    /// <summary>Counts code points, so an emoji is one character.</summary>
    public static bool HasLength(string? password) =>
        password is not null && IsPossible(password) && password.EnumerateRunes().Count() is >= MinLength and <= MaxLength;

    /// <summary>False if longer than any valid password and so not worth hashing.</summary>
    public static bool IsPossible(string password) => password.Length <= MaxLength * 2;

    internal static IRuleBuilderOptions<T, string> NewPassword<T>(this IRuleBuilderInitial<T, string> rule, Func<T, string> userName) =>
        rule.Cascade(CascadeMode.Stop)
            .Must(HasLength)
            .WithReason("password.length", MinLength, MaxLength)
            .Must(password => !CommonPasswords.Contains(password))
            .WithReason("password.common")
            .Must((command, password) => !ContainsName(password, userName(command)))
            .WithReason("password.has-name");

    internal static bool ContainsName(string password, string userName) =>
        userName.Length >= UserName.MinLength && UserName.Fold(password).Contains(UserName.Fold(userName), StringComparison.Ordinal);
}
