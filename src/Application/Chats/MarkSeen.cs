using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

public sealed record MarkSeenCommand(ChatId Id) : IRequest<Result>;

internal sealed class MarkSeenHandler(IApplicationDbContext db, IChatFeed feed, ICurrentUser user, TimeProvider time)
    : IRequestHandler<MarkSeenCommand, Result>
{
    public async Task<Result> Handle(MarkSeenCommand request, CancellationToken cancellationToken)
    {
        // Bypasses the change tracker: viewing a chat must not conflict with other changes.
        var chats = db.Chats.Where(c => c.Id == request.Id);
        var unseen = chats.Where(c => c.AnsweredAt != null && (c.SeenAt == null || c.SeenAt < c.AnsweredAt));
        if (!await unseen.AnyAsync(cancellationToken))
            return await chats.AnyAsync(cancellationToken) ? Result.Success : ChatErrors.NotFound;

        return await db.InTransactionAsync(async () =>
        {
            var seen = await unseen.ExecuteUpdateAsync(set => set.SetProperty(c => c.SeenAt, time.GetUtcNow()), CancellationToken.None);
            if (seen > 0) feed.Changed(user.RequireId(), request.Id);
            return Result.Success;
        });
    }
}
