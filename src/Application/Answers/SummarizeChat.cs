using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

/// <summary>Continues in a new chat that begins with a summary of this one.</summary>
/// <param name="Question">What the model is asked, in the user's language: it answers in the same one.</param>
/// <param name="Suffix">Of the new chat's title.</param>
public sealed record SummarizeChatCommand(ChatId Chat, string Question, string Suffix) : IRequest<Result<ChatId>>;

internal sealed class SummarizeChatHandler(
    IApplicationDbContext db, IAnswerQueue queue, ModelChoice models, AnswerStarter answers, TimeProvider time)
    : IRequestHandler<SummarizeChatCommand, Result<ChatId>>
{
    public async Task<Result<ChatId>> Handle(SummarizeChatCommand request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Chat, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var leaf = await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == chat.ActiveLeafId, cancellationToken);
        if (leaf is null) return ChatErrors.NothingToSummarize;
        if (leaf.IsOpen && !await queue.RecoverAsync(leaf.Id, cancellationToken)) return ChatErrors.Answering;

        var model = await models.ChooseAsync(chat, requested: null, cancellationToken);
        if (!model.IsSuccess) return model.Error;

        var next = chat.StartFromSummary(leaf.Id, time.GetUtcNow());
        next.Suggest(TitleAfter(chat.Title, request.Suffix));
        var (question, answer) = next.AddUserMessage(request.Question, model.Value, time.GetUtcNow());
        db.Chats.Add(next);
        db.Messages.AddRange(question, answer);
        var started = await answers.StartAsync(
            () => Task.FromResult<Result<StartedAnswer>>(new StartedAnswer(next, question, answer)),
            cancellationToken
        );
        return started.IsSuccess ? next.Id : started.Error;
    }

    private static ChatTitle TitleAfter(ChatTitle title, string suffix)
    {
        var words = title.Value.EndsWith(suffix, StringComparison.Ordinal) ? title.Value[..^suffix.Length] : title.Value;
        var maxLength = ChatTitle.MaxLength - suffix.Length;
        if (words.Length > maxLength) words = words[..(char.IsHighSurrogate(words[maxLength - 2]) ? maxLength - 2 : maxLength - 1)] + "…";
        return ChatTitle.From(words + suffix);
    }
}
