using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Asks the model server for one answer, passes on what it says, and stores the end, whatever the end is.</summary>
internal sealed partial class AnswerWriter(
    ApplicationDbContext db,
    IChatPaths paths,
    SummarySource summaries,
    IModelServer server,
    IModelServerMonitor monitor,
    LoadedModels loaded,
    BusyRetry retry,
    AnswerJournal journal,
    IMarkdown markdown,
    TimeProvider time,
    ILogger<AnswerWriter> logger)
{
    internal const string Unexpected = "Something went wrong in the portal itself; its log has the details. Ask again.";

    private static readonly AppError ModelGone = AppError.NotFound("model.gone",
        "The model for this answer is not known any more. Choose another one and ask again.");

    private static readonly AppError SourceGone = AppError.NotFound("chat.source-gone",
        "The conversation to sum up has been deleted. Tell the model yourself what to go on from.");

    /// <param name="live">An answer that is stored as queued.</param>
    /// <param name="shutdown">Cancelled when the portal stops: the answer is then kept as interrupted.</param>
    public async Task WriteAsync(LiveAnswer live, CancellationToken shutdown)
    {
        var answer = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
            .FirstOrDefaultAsync(m => m.Id == live.Id, CancellationToken.None);
        if (answer is null)
        {
            live.End(MessageStatus.Stopped, null, new AnswerStatistics());
            return;
        }

        var earlier = HasText(answer) ? answer.Statistics with { DoneReason = null } : null;
        var counted = new AnswerStatistics();
        var times = new TokenTimes(time);
        Action<string, string> end = (content, thinking) => answer.Interrupt(content, thinking, Statistics(), time.GetUtcNow());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(live.Stopped, shutdown);
        try
        {
            var failure = await AskAsync(answer, live, times, done => counted = done, ending.Token);
            end = failure is null
                ? (content, thinking) => answer.Complete(content, thinking, Statistics(), time.GetUtcNow())
                : (content, thinking) => answer.Fail(failure.Detail, content, thinking, Statistics(), time.GetUtcNow());

            // The next message should be refused while it is still in the composer, not a few seconds later.
            if (failure is { Kind: ErrorKind.Unavailable }) _ = monitor.RefreshAsync(TimeSpan.Zero, CancellationToken.None);
        }
        catch (OperationCanceledException) when (live.Stopped.IsCancellationRequested)
        {
            end = (content, thinking) => answer.Stop(content, thinking, Statistics(), time.GetUtcNow());
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // Interrupted it is.
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            LogFailed(unexpected, live.Id);
            end = (content, thinking) => answer.Fail(Unexpected, content, thinking, Statistics(), time.GetUtcNow());
        }
        finally
        {
            Render(live);
            end(live.Content, live.Thinking);
            await journal.CloseAsync(live);
            await db.SavePatientlyAsync(time, logger, shutdown, async () =>
            {
                await db.AnswerChunks.Where(c => c.MessageId == answer.Id).ExecuteDeleteAsync(CancellationToken.None);
                await db.MarkAnsweredAsync(answer);
            });
            live.End(answer.Status, answer.Error, answer.Statistics);
        }

        AnswerStatistics Statistics() => earlier is null ? times.Stamp(counted) : times.HasBegun ? times.Stamp(counted).After(earlier) : earlier;
    }

    private async Task<AppError?> AskAsync(
        Message answer, LiveAnswer live, TokenTimes times, Action<AnswerStatistics> done, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = await RequestAsync(answer);
        if (!request.IsSuccess) return request.Error;

        answer.Begin();
        await db.SaveChangesAsync(CancellationToken.None);
        live.MoveTo(MessageStatus.Streaming, null);

        times.Ask();
        return await retry.AskAsync(() => AskOnceAsync(request.Value, live, times, done, cancellationToken), MayAskAgain, cancellationToken);

        bool MayAskAgain()
        {
            if (times.HasBegun) return false;
            live.WaitForServer();
            return true;
        }
    }

    private async Task<AppError?> AskOnceAsync(
        ChatRequest request, LiveAnswer live, TokenTimes times, Action<AnswerStatistics> done, CancellationToken cancellationToken)
    {
        await foreach (var said in server.ChatAsync(request, cancellationToken).WithCancellation(cancellationToken))
        {
            switch (said)
            {
                case ChatEvent.ThinkingDelta(var text):
                    times.Thinking();
                    live.AppendThinking(text);
                    break;
                case ChatEvent.ContentDelta(var text):
                    times.Content();
                    live.AppendContent(text);
                    break;
                case ChatEvent.Done(var counted):
                    done(counted);
                    if (!IsAnswer(live, counted)) return ModelServerErrors.SaidNothing(request.Model);
                    var running = await loaded.FindAsync(request.Model, times.FirstAt ?? time.GetUtcNow());
                    done(counted with { ContextTokens = counted.PromptTokens + counted.CompletionTokens, ContextLength = running?.ContextLength });
                    return null;
                case ChatEvent.Failed(var error):
                    return error;
            }
        }

        return ModelServerErrors.CutOff();
    }

    // One whose limit was used up by thinking can be gone on with; its page says so.
    private static bool IsAnswer(LiveAnswer live, AnswerStatistics counted) =>
        !string.IsNullOrWhiteSpace(live.Content) || (counted.DoneReason == AnswerStatistics.Length && live.Thinking.Length > 0);

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
        return new ChatRequest(model, turns, chat.Options, known?.Heed(thinking) ?? ThinkingMode.ByModel);
    }

    private static bool HasText(Message answer) => answer.Content.Length + answer.Thinking.Length > 0;

    // What was said is stored even where it cannot be shown.
    private void Render(LiveAnswer live)
    {
        try
        {
            live.RenderWhole(markdown);
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            LogNotRendered(unexpected, live.Id);
        }
    }

    [LoggerMessage(LogLevel.Error, "Answer {Answer} failed")]
    private partial void LogFailed(Exception exception, MessageId answer);

    [LoggerMessage(LogLevel.Error, "Answer {Answer} could not be rendered")]
    private partial void LogNotRendered(Exception exception, MessageId answer);
}
