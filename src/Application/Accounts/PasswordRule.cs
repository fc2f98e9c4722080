using FluentValidation;

namespace ChatAi.Application.Accounts;

public static class PasswordRule
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    internal static IRuleBuilderOptions<T, string> NewPassword<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(p => p is { Length: >= MinLength and <= MaxLength })
        .WithMessage($"A password has {MinLength} to {MaxLength} characters. A sentence is fine.");
}
