using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

public sealed record SetContextLengthCommand(ChatId Chat, int? Tokens) : IRequest<Result>;

internal sealed class SetContextLengthValidator : AbstractValidator<SetContextLengthCommand>
{
    public SetContextLengthValidator() => RuleFor(c => c.Tokens)
        .Must(tokens => tokens is >= ModelOptions.MinContextLength and <= ModelOptions.MaxContextLength)
        .WithReason("chat.context-length", ModelOptions.MinContextLength, ModelOptions.MaxContextLength);
}

internal sealed class SetContextLengthHandler(IApplicationDbContext db) : IRequestHandler<SetContextLengthCommand, Result>
{
    public async Task<Result> Handle(SetContextLengthCommand request, CancellationToken cancellationToken)
    {
        var name = await db.Chats.Where(c => c.Id == request.Chat).Select(c => c.Model).FirstOrDefaultAsync(cancellationToken);
        var model = name is null ? null : await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == name, cancellationToken);
        if (model?.ContextLength is { } max && request.Tokens > max) return ChatErrors.ContextTooLong(model.Name, max);

        return await db.ChangeChatAsync(request.Chat, chat => chat.SetContextLength(request.Tokens), cancellationToken);
    }
}
