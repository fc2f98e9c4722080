using ChatAi.Domain.Common;
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
}
