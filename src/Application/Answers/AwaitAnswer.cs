using ChatAi.Application.Accounts;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

/// <summary>Waits for an answer to end and returns it. Cancellation or the end of the session stops only the wait.</summary>
public sealed record AwaitAnswerQuery(ChatId Chat, MessageId Answer) : IRequest<Result<MessageView>>;

internal sealed class AwaitAnswerHandler(IApplicationDbContext db, ILiveAnswers live, IMediator mediator)
    : IRequestHandler<AwaitAnswerQuery, Result<MessageView>>
{
    public async Task<Result<MessageView>> Handle(AwaitAnswerQuery request, CancellationToken cancellationToken)
    {
        // Checked first: another user's answer must not even take longer than an unknown one.
        var answer = db.Messages.AsNoTracking().Where(m => m.Id == request.Answer && m.ChatId == request.Chat);
        if (!await answer.AnyAsync(cancellationToken)) return ChatErrors.MessageNotFound;

        var watched = await mediator.Send(new WatchSessionQuery(), cancellationToken);
        if (!watched.IsSuccess) return watched.Error;
        using var session = watched.Value;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, cancellationToken);
        try
        {
            await live.WhenEndedAsync(request.Answer, leaving.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SessionErrors.Ended;
        }

        return await answer.FirstOrDefaultAsync(cancellationToken) switch
        {
            null => ChatErrors.MessageNotFound,
            { IsOpen: true } => ChatErrors.Stopping,
            var ended => MessageView.Of(ended),
        };
    }
}
