using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using FluentValidation;

namespace ChatAi.Application.Common;

internal static class NameRules
{
    public static IRuleBuilderOptions<T, string?> IsModelName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(name => ModelName.TryParse(name, out _)).WithReason("model.name");

    public static IRuleBuilderOptions<T, string> IsUserName<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(UserName.IsValid).WithReason("user-name.rule", UserName.MinLength, UserName.MaxLength);
}
