using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Waits until an answer has ended and returns it. Leaving early ends nothing but the wait.</summary>
public sealed record AwaitAnswerQuery(ChatId Chat, MessageId Answer) : IRequest<Result<MessageView>>;

internal sealed class AwaitAnswerHandler(IApplicationDbContext db, ILiveAnswers live) : IRequestHandler<AwaitAnswerQuery, Result<MessageView>>
{
    public async Task<Result<MessageView>> Handle(AwaitAnswerQuery request, CancellationToken cancellationToken)
    {
        // Before the wait: a stranger's answer must not even take longer than an unknown one.
        if (await LoadAsync(request, cancellationToken) is null) return ChatErrors.MessageNotFound;

        await live.WhenEndedAsync(request.Answer, cancellationToken);
        return await LoadAsync(request, cancellationToken) switch
        {
            null => ChatErrors.MessageNotFound,
            { IsOpen: true } => ChatErrors.Stopping,
            var ended => MessageView.Of(ended, []),
        };
    }

    private Task<Message?> LoadAsync(AwaitAnswerQuery request, CancellationToken cancellationToken) =>
        db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == request.Answer && m.ChatId == request.Chat, cancellationToken);
}
