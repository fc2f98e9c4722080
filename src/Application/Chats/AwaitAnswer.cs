using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Waits until an answer has ended and returns it. Leaving early ends nothing but the wait.</summary>
public sealed record AwaitAnswerQuery(ChatId Chat, MessageId Answer) : IRequest<Result<MessageView>>;

internal sealed class AwaitAnswerHandler(IApplicationDbContext db, ILiveAnswers live, IMarkdown markdown)
    : IRequestHandler<AwaitAnswerQuery, Result<MessageView>>
{
    public async Task<Result<MessageView>> Handle(AwaitAnswerQuery request, CancellationToken cancellationToken)
    {
        if (!await db.Chats.AnyAsync(c => c.Id == request.Chat, cancellationToken)) return ChatErrors.NotFound;

        if (live.Follow(request.Answer, null, cancellationToken) is { } events)
        {
            await foreach (var _ in events)
            {
                // Only the end matters here.
            }
        }

        var message = await db.Messages.AsNoTracking()
            .FirstOrDefaultAsync(m => m.Id == request.Answer && m.ChatId == request.Chat, cancellationToken);
        return message is null
            ? ChatErrors.MessageNotFound
            : new MessageView(
                message.Id, message.ParentId, message.Role, message.Content, markdown.RenderBlocks(message.Content), message.Thinking,
                message.Model?.ToString(), message.Status, message.Error, message.Statistics, message.CreatedAt);
    }
}
