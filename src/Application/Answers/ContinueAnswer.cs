using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

/// <summary>Continues an answer that was stopped, interrupted, failed or reached its token limit. Its text is kept.</summary>
public sealed record ContinueAnswerCommand(ChatId Chat, MessageId Message) : IRequest<Result<SentMessage>>;

internal sealed class ContinueAnswerHandler(
    IApplicationDbContext db, IAnswerQueue queue, ModelChoice models, AnswerStarter answers, TimeProvider time)
    : IRequestHandler<ContinueAnswerCommand, Result<SentMessage>>
{
    public Task<Result<SentMessage>> Handle(ContinueAnswerCommand request, CancellationToken cancellationToken) =>
        answers.StartAsync(() => AskAsync(request, cancellationToken), cancellationToken);

    private async Task<Result<StartedAnswer>> AskAsync(ContinueAnswerCommand request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.FirstOrDefaultAsync(c => c.Id == request.Chat, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var answer = await FindAsync(chat.Id, request.Message, cancellationToken);
        if (answer is { IsOpen: true } && await queue.RecoverAsync(answer.Id, cancellationToken))
        {
            db.Forget();
            return await AskAsync(request, cancellationToken);
        }

        if (answer is not { ParentId: { } asked } || await FindAsync(chat.Id, asked, cancellationToken) is not { } question)
            return ChatErrors.MessageNotFound;
        if (answer.IsOpen)
            return ChatErrors.Answering;
        if (!answer.IsContinuable)
            return ChatErrors.NotContinuable;
        if (await db.Messages.AnyAsync(m => m.ParentId == answer.Id, cancellationToken))
            return ChatErrors.HasReplies;

        // Uses the original model if it is still installed.
        var model = await models.ChooseAsync(answer.Model, isRequired: false, isUserChoice: true, cancellationToken);
        if (!model.IsSuccess) return model.Error;

        chat.Continue(answer, model.Value, time.GetUtcNow());
        return new StartedAnswer(chat, question, answer);
    }

    private Task<Message?> FindAsync(ChatId chat, MessageId id, CancellationToken cancellationToken) =>
        db.Messages.FirstOrDefaultAsync(m => m.Id == id && m.ChatId == chat, cancellationToken);
}
