using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Queue;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Makes of a queued answer what its model is asked.</summary>
internal sealed class AnswerRequests(ApplicationDbContext db, IChatPaths paths, SummarySource summaries, PortalInstance instance)
{
    private static readonly AppError ModelGone = AppError.NotFound("model.gone",
        "The model for this answer is not known any more. Choose another one and ask again.");

    private static readonly AppError SourceGone = AppError.NotFound("chat.source-gone",
        "The conversation to sum up has been deleted. Tell the model yourself what to go on from.");

    /// <summary>Stores that the answer is being generated.</summary>
    /// <param name="fence">What the answer's fence becomes by this.</param>
    /// <returns>Null if the answer is gone, or somebody else has ended or continued it.</returns>
    public async Task<Beginning?> BeginAsync(MessageId id, long fence)
    {
        var answer = await db.AnswerAsync(id);
        if (answer is not { Status: MessageStatus.Queued } || answer.Fence != fence - 1) return null;

        var request = await RequestAsync(answer);
        if (request.IsSuccess)
        {
            answer.Begin(instance.Id);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        return new Beginning(request, EarlierOf(answer));
    }

    /// <returns>The figures of the part that an open answer has already; null where it begins.</returns>
    public static AnswerStatistics? EarlierOf(Message answer) =>
        answer.Content.Length + answer.Thinking.Length > 0 ? answer.Statistics with { DoneReason = null } : null;

    private async Task<Result<ChatRequest>> RequestAsync(Message answer)
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
            if (await summaries.TurnsAsync(chat, leaf, first, known) is not { } told) return SourceGone;
            turns.AddRange(told);
            path = [];
        }

        // The model goes on with its own last words.
        if (answer.Content.Length > 0) path = [.. path, answer];

        // An answer that failed before its first word has nothing to tell the model.
        turns.AddRange(path.Where(m => m.Content.Length > 0).Select(m => m.ToTurn()));

        // Who goes on with an answer has thought already.
        var thinking = answer.Content.Length > 0 ? ThinkingMode.Off : chat.Thinking;
        return new ChatRequest(model, turns, chat.Options, known?.ResolveThinkingMode(thinking) ?? ThinkingMode.ByModel);
    }
}

/// <param name="Request">What to ask, or why nothing can be asked.</param>
/// <param name="Earlier">The figures of the part that the answer has already; null where it begins.</param>
internal sealed record Beginning(Result<ChatRequest> Request, AnswerStatistics? Earlier);
