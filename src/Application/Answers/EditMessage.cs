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

public sealed record EditMessageCommand(ChatId Chat, MessageId Message, string Text, string? Model = null) : IRequest<Result<SentMessage>>;

internal sealed class EditMessageValidator : AbstractValidator<EditMessageCommand>
{
    public EditMessageValidator(IOptions<LimitsOptions> limits)
    {
        RuleFor(c => c.Text).Must(t => !string.IsNullOrWhiteSpace(t)).WithReason("message.empty");
        RuleFor(c => c.Text).FitsIn(limits.Value);
        RuleFor(c => c.Model).IsModelName().When(c => !string.IsNullOrEmpty(c.Model));
    }
}

internal sealed class EditMessageHandler(IApplicationDbContext db, ModelChoice models, AnswerStarter answers, TimeProvider time)
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

        var (question, answer) = chat.AddUserMessageUnder(former.ParentId, request.Text, model.Value, time.GetUtcNow());
        db.Messages.AddRange(question, answer);
        return new StartedAnswer(chat, question, answer);
    }
}
