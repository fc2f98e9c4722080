using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

public sealed record ClearChatCommand(ChatId Id) : IRequest<Result>;

internal sealed class ClearChatHandler(IApplicationDbContext db, IAnswerQueue answers, IFileStore files)
    : IRequestHandler<ClearChatCommand, Result>
{
    public async Task<Result> Handle(ClearChatCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Chats.AnyAsync(c => c.Id == request.Id, cancellationToken)) return ChatErrors.NotFound;

        await answers.StopAllOfAsync(request.Id);
        var cleared = await db.InTransactionAsync(async () =>
        {
            var changed = await db.ChangeChatAsync(request.Id, chat => chat.Clear(), CancellationToken.None);
            if (changed.IsSuccess) await DeleteMessagesAsync(request.Id);
            return changed;
        });

        // Another tab may have started an answer in the meantime.
        await answers.StopAllOfAsync(request.Id);
        files.NotifyDeleted();
        return cleared;
    }

    // Includes deleted messages that could be restored: nothing may remain below a missing parent.
    private Task<int> DeleteMessagesAsync(ChatId chat) => db.Messages.IgnoreQueryFilters([IApplicationDbContext.DeletedFilter])
        .Where(m => m.ChatId == chat).ExecuteDeleteAsync(CancellationToken.None);
}
