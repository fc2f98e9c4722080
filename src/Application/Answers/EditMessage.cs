using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Answers;

/// <summary>Asks again with other words, in a branch of its own. The files of the message are kept.</summary>
public sealed record EditMessageCommand(ChatId Chat, MessageId Message, string Text, string? Model = null) : IRequest<Result<SentMessage>>;

internal sealed class EditMessageValidator : AbstractValidator<EditMessageCommand>
{
    public EditMessageValidator(IOptions<LimitsOptions> limits)
    {
        RuleFor(c => c.Text).FitsIn(limits.Value);
        RuleFor(c => c.Model).IsModelName().When(c => !string.IsNullOrEmpty(c.Model));
    }
}

internal sealed class EditMessageHandler(
    IApplicationDbContext db, ModelChoice models, Attachments attachments, AnswerStarter answers, TimeProvider time)
    : IRequestHandler<EditMessageCommand, Result<SentMessage>>
{
    public Task<Result<SentMessage>> Handle(EditMessageCommand request, CancellationToken cancellationToken) =>
        answers.StartAsync(() => AskAsync(request, cancellationToken), cancellationToken);

    private async Task<Result<StartedAnswer>> AskAsync(EditMessageCommand request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.FirstOrDefaultAsync(c => c.Id == request.Chat, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var former = await db.Messages.AsNoTracking()
            .FirstOrDefaultAsync(m => m.Id == request.Message && m.ChatId == chat.Id, cancellationToken);
        if (former is null) return ChatErrors.MessageNotFound;
        if (former.Role != MessageRole.User) return ChatErrors.NotEditable;

        var model = await models.ChooseAsync(chat, request.Model, cancellationToken);
        if (!model.IsSuccess) return model.Error;
        var files = await attachments.FindAsync(former, cancellationToken);
        if (!files.IsSuccess) return files.Error;
        if (files.Value.Count == 0 && string.IsNullOrWhiteSpace(request.Text)) return ChatErrors.EmptyMessage;
        if (await attachments.RefuseAsync(files.Value, model.Value, cancellationToken) is { } refusal) return refusal;

        var (question, answer) = chat.AddUserMessageUnder(former.ParentId, request.Text, model.Value, time.GetUtcNow(), files.Value);
        db.Messages.AddRange(question, answer);
        return new StartedAnswer(chat, question, answer);
    }
}
