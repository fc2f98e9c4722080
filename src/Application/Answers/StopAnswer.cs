using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

public sealed record StopAnswerCommand(ChatId Chat, MessageId? Message = null) : IRequest<Result>;

internal sealed class StopAnswerHandler(IApplicationDbContext db, IAnswerQueue answers) : IRequestHandler<StopAnswerCommand, Result>
{
    public async Task<Result> Handle(StopAnswerCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Chats.AnyAsync(c => c.Id == request.Chat, cancellationToken)) return ChatErrors.NotFound;

        if (request.Message is not { } message)
        {
            await answers.StopAllOfAsync(request.Chat);
            return Result.Success;
        }

        if (!await db.Messages.AnyAsync(m => m.Id == message && m.ChatId == request.Chat, cancellationToken))
            return ChatErrors.MessageNotFound;
        await answers.StopAsync(message);
        return Result.Success;
    }
}
