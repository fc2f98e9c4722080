using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using FluentValidation;

namespace ChatAi.Application.Common;

internal static class ValidationRules
{
    /// <summary>Says what is wrong if the last rule is broken.</summary>
    public static IRuleBuilderOptions<T, TProperty> WithReason<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, string code, params object?[] args)
    {
        var reason = Reason.Of(code, args);
        return rule.WithState(_ => reason);
    }

    public static IRuleBuilderOptions<T, string?> IsModelName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(name => ModelName.TryParse(name, out _)).WithReason("model.name");

    public static IRuleBuilderOptions<T, string> IsUserName<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(UserName.IsValid).WithReason("user-name.rule", UserName.MinLength, UserName.MaxLength);
}
