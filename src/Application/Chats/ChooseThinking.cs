using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Chats;

/// <param name="Mode">A <see cref="ThinkingMode"/> in any case. Models that do not support it ignore it.</param>
public sealed record ChooseThinkingCommand(ChatId Chat, string Mode) : IRequest<Result>;

internal sealed class ChooseThinkingValidator : AbstractValidator<ChooseThinkingCommand>
{
    public ChooseThinkingValidator() => RuleFor(c => c.Mode).Must(ThinkingRule.IsMode).WithReason("thinking.mode");
}

internal sealed class ChooseThinkingHandler(IApplicationDbContext db) : IRequestHandler<ChooseThinkingCommand, Result>
{
    public Task<Result> Handle(ChooseThinkingCommand request, CancellationToken cancellationToken)
    {
        var mode = ThinkingRule.Parse(request.Mode);
        return db.ChangeChatAsync(request.Chat, chat => chat.SetThinkingMode(mode), cancellationToken);
    }
}

internal static class ThinkingRule
{
    private static readonly Dictionary<string, ThinkingMode> Modes =
        Enum.GetValues<ThinkingMode>().ToDictionary(mode => mode.ToString(), StringComparer.OrdinalIgnoreCase);

    public static bool IsMode(string? mode) => mode is not null && Modes.ContainsKey(mode);

    public static ThinkingMode Parse(string mode) => Modes[mode];
}
