using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Restores a deleted message and everything below it.</summary>
/// <param name="Leaf">The leaf to show unless there are newer messages; null for the newest leaf below the message.</param>
public sealed record RestoreMessageCommand(ChatId Chat, MessageId Message, MessageId? Leaf = null) : IRequest<Result>;

internal sealed class RestoreMessageHandler(IApplicationDbContext db, IMessageTree tree) : IRequestHandler<RestoreMessageCommand, Result>
{
    public Task<Result> Handle(RestoreMessageCommand request, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            if (!await db.Chats.AnyAsync(c => c.Id == request.Chat, CancellationToken.None))
                return ChatErrors.NotFound;
            var deletedAt = await db
                .Messages.IgnoreQueryFilters([IApplicationDbContext.DeletedFilter])
                .Where(m => m.Id == request.Message && m.ChatId == request.Chat)
                .Select(m => m.DeletedAt)
                .FirstOrDefaultAsync(CancellationToken.None);
            if (!await tree.RestoreAsync(request.Chat, request.Message))
                return ChatErrors.Deleted;

            // Newer messages stay selected; what is restored becomes a branch beside them.
            if (await db.Messages.AnyAsync(m => m.ChatId == request.Chat && m.CreatedAt > deletedAt, CancellationToken.None))
                return await db.ChangeChatAsync(request.Chat, chat => chat.Show(chat.ActiveLeafId), CancellationToken.None);

            var isLeafThere = await db.Messages.AnyAsync(m => m.Id == request.Leaf && m.ChatId == request.Chat, CancellationToken.None);
            var leaf = isLeafThere ? request.Leaf : await tree.NewestLeafAsync(request.Chat, request.Message, CancellationToken.None);
            return await db.ChangeChatAsync(request.Chat, chat => chat.Show(leaf), CancellationToken.None);
        });
}
