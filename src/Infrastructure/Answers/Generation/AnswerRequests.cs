using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Queue;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Builds the request to the model for a queued answer.</summary>
internal sealed class AnswerRequests(
    ApplicationDbContext db, IChatPaths paths, SummarySource summaries, FileTurns files, IModelServerMonitor monitor, IModelWeights weights,
    PortalInstance instance)
{
    private static readonly AppError ModelGone = AppError.NotFound("model.gone");

    private static readonly AppError SourceGone = AppError.NotFound("chat.source-gone");

    /// <summary>Marks the answer as being generated.</summary>
    /// <param name="fence">The answer's new fence.</param>
    /// <param name="mayTruncate">Whether the model may read only a part of a question that exceeds its context.</param>
    /// <returns>Null if the answer is gone, or somebody else has ended or continued it.</returns>
    public async Task<Beginning?> BeginAsync(MessageId id, long fence, bool mayTruncate)
    {
        var answer = await db.AnswerAsync(id);
        if (answer is not { Status: MessageStatus.Queued } || answer.Fence != fence - 1) return null;

        var request = await RequestAsync(answer, mayTruncate);
        if (request.IsSuccess)
        {
            answer.Begin(instance.Id);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        return new Beginning(request, EarlierOf(answer));
    }

    /// <returns>Statistics of the text that an open answer already has; null if it has none.</returns>
    public static AnswerStatistics? EarlierOf(Message answer) =>
        answer.Parts.Count > 0 ? answer.Statistics with { DoneReason = null } : null;

    private async Task<Result<ChatRequest>> RequestAsync(Message answer, bool mayTruncate)
    {
        var chat = await db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).AsNoTracking()
            .FirstOrDefaultAsync(c => c.Id == answer.ChatId, CancellationToken.None);
        if (chat is null || answer is not { Model: { } model, ParentId: { } question }) return ModelGone;

        var turns = new List<ChatTurn>();
        if (chat.SystemPrompt.Length > 0) turns.Add(new ChatTurn("system", chat.SystemPrompt));
        var path = await paths.PathToAsync(chat.Id, question, int.MaxValue, CancellationToken.None);

        var known = await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == model, CancellationToken.None);
        if (chat.SummaryOf is { } leaf && path is [{ ParentId: null } first])
        {
            if (await summaries.TurnsAsync(chat, leaf, first, known) is not { } summarized) return SourceGone;
            turns.AddRange(summarized);
            path = [];
        }

        // The model continues its own text.
        if (answer.Parts.HasText()) path = [.. path, answer];

        // A continued answer has already been reasoned about.
        var thinking = answer.Parts.HasText() ? ThinkingMode.Off : chat.Thinking;
        var think = known?.ResolveThinkingMode(thinking) ?? ThinkingMode.ByModel;
        if (path.Any(m => m.Parts.Attachments().Any()))
            return await RequestWithFilesAsync(chat, model, known, turns, path, think, mayTruncate);

        // An answer that failed before its first word is empty.
        turns.AddRange(path.Where(m => m.Parts.HasText()).Select(m => m.ToTurn()));
        return new ChatRequest(model, turns, chat.Options, think) { MayTruncate = mayTruncate };
    }

    private async Task<Result<ChatRequest>> RequestWithFilesAsync(
        Chat chat, ModelName model, Model? known, List<ChatTurn> turns, IReadOnlyList<Message> path, ThinkingMode think, bool mayTruncate)
    {
        var loaded = monitor.Current.Running.WithWeightsOf(model, weights)?.ContextLength;
        var prompt = await files.BuildAsync(chat, path, known, loaded, mayTruncate);
        if (!prompt.IsSuccess) return prompt.Error;
        turns.AddRange(prompt.Value.Turns);
        return new ChatRequest(model, turns, chat.Options with { ContextLength = prompt.Value.ContextLength }, think)
        {
            HasFiles = true,
            HiddenImages = prompt.Value.HiddenImages,

            // How much of its own files the question has was decided with it.
            MayTruncate = mayTruncate && !path.Last(m => m.Role == MessageRole.User).Parts.Attachments().Any(),
        };
    }
}

internal sealed record Beginning(Result<ChatRequest> Request, AnswerStatistics? Earlier);
