using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

public sealed record DeleteChatCommand(ChatId Id) : IRequest<Result>;

internal sealed class DeleteChatHandler(IApplicationDbContext db, IAnswerQueue answers, IFileStore files, IChatFeed feed, ICurrentUser user)
    : IRequestHandler<DeleteChatCommand, Result>
{
    public async Task<Result> Handle(DeleteChatCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Chats.AnyAsync(c => c.Id == request.Id, cancellationToken)) return ChatErrors.NotFound;

        await answers.StopAllOfAsync(request.Id);
        var deleted = await db.InTransactionAsync(async () =>
        {
            await db.Chats.Where(c => c.Id == request.Id).ExecuteDeleteAsync(CancellationToken.None);
            feed.ChangedBeyondVersions(user.RequireId());
            return Result.Success;
        });

        // Another tab may have started an answer in the meantime.
        await answers.StopAllOfAsync(request.Id);
        files.NotifyDeleted();
        return deleted;
    }
}
