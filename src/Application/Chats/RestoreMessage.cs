using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Takes back that a message was deleted, with all that was below it.</summary>
/// <param name="Leaf">What was shown before; null for where the branch was last added to.</param>
public sealed record RestoreMessageCommand(ChatId Chat, MessageId Message, MessageId? Leaf = null) : IRequest<Result>;

internal sealed class RestoreMessageHandler(IApplicationDbContext db, IMessageTree tree) : IRequestHandler<RestoreMessageCommand, Result>
{
    public Task<Result> Handle(RestoreMessageCommand request, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        if (!await db.Chats.AnyAsync(c => c.Id == request.Chat, CancellationToken.None)) return ChatErrors.NotFound;
        if (!await tree.RestoreAsync(request.Chat, request.Message)) return ChatErrors.Deleted;

        var isLeafThere = await db.Messages.AnyAsync(m => m.Id == request.Leaf && m.ChatId == request.Chat, CancellationToken.None);
        var leaf = isLeafThere ? request.Leaf : await tree.NewestLeafAsync(request.Chat, request.Message, CancellationToken.None);
        return await db.ChangeChatAsync(request.Chat, chat => chat.Show(leaf), CancellationToken.None);
    });
}
