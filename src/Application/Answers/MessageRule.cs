using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using FluentValidation;

namespace ChatAi.Application.Answers;

internal static class MessageRule
{
    public static IRuleBuilderOptions<T, string?> FitsIn<T>(this IRuleBuilder<T, string?> text, LimitsOptions limits) =>
        text.Must(t => t is null || t.Length <= limits.MessageLength)
            .WithReason("message.too-long", limits.MessageLength);
}
