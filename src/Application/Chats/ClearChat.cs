using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Deletes all messages of a chat and keeps the chat.</summary>
public sealed record ClearChatCommand(ChatId Id) : IRequest<Result>;

internal sealed class ClearChatHandler(IApplicationDbContext db, IAnswerQueue answers) : IRequestHandler<ClearChatCommand, Result>
{
    public async Task<Result> Handle(ClearChatCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Chats.AnyAsync(c => c.Id == request.Id, cancellationToken)) return ChatErrors.NotFound;

        await answers.StopAllOfAsync(request.Id);
        var cleared = await db.ChangeChatAsync(request.Id, chat => chat.Clear(), cancellationToken);
        if (cleared.IsSuccess) await db.Messages.Where(m => m.ChatId == request.Id).ExecuteDeleteAsync(cancellationToken);
        return cleared;
    }
}
