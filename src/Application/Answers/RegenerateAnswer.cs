using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

/// <param name="Message">The question or one of its answers.</param>
public sealed record RegenerateAnswerCommand(ChatId Chat, MessageId Message, string? Model = null, bool MayTruncate = false)
    : IRequest<Result<SentMessage>>;

internal sealed class RegenerateAnswerValidator : AbstractValidator<RegenerateAnswerCommand>
{
    public RegenerateAnswerValidator() =>
        RuleFor(c => c.Model).IsModelName().When(c => !string.IsNullOrEmpty(c.Model));
}

internal sealed class RegenerateAnswerHandler(
    IApplicationDbContext db, ModelChoice models, Attachments attachments, AnswerStarter answers, TimeProvider time)
    : IRequestHandler<RegenerateAnswerCommand, Result<SentMessage>>
{
    public Task<Result<SentMessage>> Handle(RegenerateAnswerCommand request, CancellationToken cancellationToken) =>
        answers.StartAsync(() => AskAsync(request, cancellationToken), cancellationToken);

    private async Task<Result<StartedAnswer>> AskAsync(RegenerateAnswerCommand request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.FirstOrDefaultAsync(c => c.Id == request.Chat, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var question = await FindAsync(request.Message);
        if (question is { Role: MessageRole.Assistant, ParentId: { } parent }) question = await FindAsync(parent);
        if (question is null) return ChatErrors.MessageNotFound;

        var model = await models.ChooseAsync(chat, request.Model, cancellationToken);
        if (!model.IsSuccess) return model.Error;
        var files = await attachments.FindAsync(question, cancellationToken);
        if (!files.IsSuccess) return files.Error;
        if (await attachments.RefuseAsync(files.Value, model.Value, cancellationToken) is { } refusal) return refusal;

        var answer = chat.AddAnswer(question, model.Value, time.GetUtcNow());
        db.Messages.Add(answer);
        return new StartedAnswer(chat, question, answer, request.MayTruncate);

        Task<Message?> FindAsync(MessageId id) =>
            db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id && m.ChatId == chat.Id, cancellationToken);
    }
}
