using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Shows the branch that goes through a message, up to where it was last added to.</summary>
public sealed record SelectMessageCommand(ChatId Chat, MessageId Message) : IRequest<Result>;

internal sealed class SelectMessageHandler(IApplicationDbContext db, IMessageTree tree) : IRequestHandler<SelectMessageCommand, Result>
{
    public async Task<Result> Handle(SelectMessageCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Messages.AnyAsync(m => m.Id == request.Message && m.ChatId == request.Chat, cancellationToken))
            return ChatErrors.MessageNotFound;

        var leaf = await tree.NewestLeafAsync(request.Chat, request.Message, cancellationToken);
        return await db.ChangeChatAsync(request.Chat, chat => chat.Show(leaf), cancellationToken);
    }
}
