using System.Globalization;
using ChatAi.Application.Limits;
using FluentValidation;

namespace ChatAi.Application.Chats;

internal static class MessageRule
{
    public const string Empty = "The message is empty. Write something first.";

    public static IRuleBuilderOptions<T, string?> FitsIn<T>(this IRuleBuilder<T, string?> text, LimitsOptions limits) =>
        text.Must(t => t is null || t.Length <= limits.MessageLength)
            .WithMessage(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The message is longer than {limits.MessageLength:N0} characters. Shorten it, or send it in parts."
                )
            );
}
