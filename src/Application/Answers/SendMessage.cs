using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Answers;

/// <summary>Sends a message. On success, the message and a queued answer are stored.</summary>
/// <param name="Parent">The last message that the sender saw; null to append to the active leaf.</param>
/// <param name="IsFirst">Whether the sender saw an empty chat.</param>
/// <param name="Files">Attached to the message; it then needs no text.</param>
public sealed record SendMessageCommand(
    ChatId Chat, string Text, MessageId? Parent = null, string? Model = null, bool IsFirst = false, IReadOnlyList<FileId>? Files = null)
    : IRequest<Result<SentMessage>>;

public sealed record SentMessage(MessageView User, MessageView Assistant, string Title);

internal sealed class SendMessageValidator : AbstractValidator<SendMessageCommand>
{
    public SendMessageValidator(IOptions<LimitsOptions> limits)
    {
        RuleFor(c => c.Text).Must(t => !string.IsNullOrWhiteSpace(t)).When(c => c.Files is null or []).WithReason("message.empty");
        RuleFor(c => c.Text).FitsIn(limits.Value);
        RuleFor(c => c.Model).IsModelName().When(c => !string.IsNullOrEmpty(c.Model));
    }
}

internal sealed class SendMessageHandler(
    IApplicationDbContext db, IAnswerQueue queue, ModelChoice models, Attachments attachments, AnswerStarter answers, TimeProvider time)
    : IRequestHandler<SendMessageCommand, Result<SentMessage>>
{
    public Task<Result<SentMessage>> Handle(SendMessageCommand request, CancellationToken cancellationToken) =>
        answers.StartAsync(() => AskAsync(request, cancellationToken), cancellationToken);

    private async Task<Result<StartedAnswer>> AskAsync(SendMessageCommand request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.FirstOrDefaultAsync(c => c.Id == request.Chat, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var leaf = await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == chat.ActiveLeafId, cancellationToken);
        if (leaf is null) chat.ResetPath();
        if (leaf is { IsOpen: true } && !await queue.RecoverAsync(leaf.Id, cancellationToken)) return ChatErrors.Answering;

        if ((request.Parent is not null || request.IsFirst) && request.Parent != chat.ActiveLeafId) return ChatErrors.StaleLeaf;

        var model = await models.ChooseAsync(chat, request.Model, cancellationToken);
        if (!model.IsSuccess) return model.Error;
        var files = await attachments.FindAsync(request.Files, cancellationToken);
        if (!files.IsSuccess) return files.Error;
        if (await attachments.RefuseAsync(files.Value, model.Value, cancellationToken) is { } refusal) return refusal;

        var (question, answer) = chat.AddUserMessage(request.Text, model.Value, time.GetUtcNow(), files.Value);
        db.Messages.AddRange(question, answer);
        return new StartedAnswer(chat, question, answer);
    }
}
