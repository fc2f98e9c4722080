using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Chats;

/// <summary>Starts a chat. With a message, both are stored together or not at all.</summary>
/// <param name="Title">Null or blank: the first words of the message.</param>
/// <param name="Model">Null: the user's default, else the first installed model that can chat.</param>
/// <param name="Files">Attached to the message, which then needs no text.</param>
/// <param name="IdempotencyKey">Sending the same message again with the same key returns the existing chat.</param>
public sealed record NewChatCommand(
    string? Title = null, string? Model = null, string? Message = null, string? Thinking = null, Guid? IdempotencyKey = null,
    IReadOnlyList<FileId>? Files = null)
    : IRequest<Result<ChatId>>
{
    internal bool HasMessage => !string.IsNullOrWhiteSpace(Message) || Files is not (null or []);
}

internal sealed class NewChatValidator : AbstractValidator<NewChatCommand>
{
    public NewChatValidator(IOptions<LimitsOptions> limits)
    {
        RuleFor(c => c.Title).Must(ChatTitle.IsValid).When(c => !string.IsNullOrWhiteSpace(c.Title))
            .WithReason("chat.title", ChatTitle.MaxLength);
        RuleFor(c => c.Model).IsModelName().When(c => !string.IsNullOrEmpty(c.Model));
        RuleFor(c => c.Thinking).Must(ThinkingRule.IsMode).When(c => !string.IsNullOrEmpty(c.Thinking)).WithReason("thinking.mode");
        RuleFor(c => c.Message).FitsIn(limits.Value);
    }
}

internal sealed class NewChatHandler(
    IApplicationDbContext db, ICurrentUser user, ModelChoice models, Attachments attachments, AnswerStarter answers, TimeProvider time)
    : IRequestHandler<NewChatCommand, Result<ChatId>>
{
    public async Task<Result<ChatId>> Handle(NewChatCommand request, CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        var ids = new NewChatIds(db, owner);
        var id = await ids.ChooseAsync(request, cancellationToken);
        if (id.IsTaken) return id.Value;
        var preferences = await db.Users.Where(u => u.Id == owner).Select(u => u.Preferences).SingleAsync(cancellationToken);
        var isChosen = !string.IsNullOrEmpty(request.Model);
        var requested = isChosen ? ModelName.Parse(request.Model!) : preferences.DefaultModel;
        var model = await models.ChooseAsync(requested, isRequired: isChosen, isUserChoice: isChosen, cancellationToken);

        var hasMessage = request.HasMessage;
        if (!model.IsSuccess && (hasMessage || !string.IsNullOrEmpty(request.Model))) return model.Error;

        var chat = Chat.Start(owner, model.IsSuccess ? model.Value : null, preferences, time.GetUtcNow(), id.Value);
        if (!string.IsNullOrWhiteSpace(request.Title)) chat.Rename(ChatTitle.From(request.Title));
        if (!string.IsNullOrEmpty(request.Thinking)) chat.SetThinkingMode(ThinkingRule.Parse(request.Thinking));
        db.Chats.Add(chat);
        if (!hasMessage)
        {
            await db.SaveChangesAsync(cancellationToken);
            return chat.Id;
        }

        var files = await attachments.FindAsync(request.Files, cancellationToken);
        if (!files.IsSuccess) return files.Error;
        if (await attachments.RefuseAsync(files.Value, model.Value, cancellationToken) is { } refusal) return refusal;
        var (question, answer) = chat.AddUserMessage(request.Message ?? "", model.Value, time.GetUtcNow(), files.Value);
        db.Messages.AddRange(question, answer);
        try
        {
            var started = await answers.StartAsync(
                () => Task.FromResult<Result<StartedAnswer>>(new StartedAnswer(chat, question, answer)), cancellationToken);
            return started.IsSuccess ? chat.Id : started.Error;
        }
        catch (DbUpdateException conflict) when (request.IdempotencyKey is not null && db.IsConflict(conflict))
        {
            // The form was sent twice at once. If the other had a different text, this one is refused.
            db.Forget();
            var other = await ids.ChooseAsync(request, cancellationToken);
            return other.IsTaken ? other.Value : ChatErrors.StaleLeaf;
        }
    }
}
