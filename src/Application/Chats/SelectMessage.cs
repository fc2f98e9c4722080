using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

public sealed record SelectMessageCommand(ChatId Chat, MessageId Message) : IRequest<Result>;

internal sealed class SelectMessageHandler(IApplicationDbContext db, IMessageTree tree) : IRequestHandler<SelectMessageCommand, Result>
{
    public async Task<Result> Handle(SelectMessageCommand request, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(request, cancellationToken)) return ChatErrors.MessageNotFound;

        // In a transaction, so that the branch cannot be deleted in between.
        return await db.InTransactionAsync(async () =>
        {
            if (!await IsThereAsync(request, CancellationToken.None)) return ChatErrors.MessageNotFound;
            var leaf = await tree.NewestLeafAsync(request.Chat, request.Message, CancellationToken.None);
            return await db.ChangeChatAsync(request.Chat, chat => chat.Show(leaf), CancellationToken.None);
        });
    }

    private Task<bool> IsThereAsync(SelectMessageCommand request, CancellationToken cancellationToken) =>
        db.Messages.AnyAsync(m => m.Id == request.Message && m.ChatId == request.Chat, cancellationToken);
}
