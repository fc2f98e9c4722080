using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// Asks the model server for one answer, passes on what it says, and stores the end, whatever the end is. The store is only held
/// at both ends: an answer takes minutes, and many are written at once.
/// </summary>
internal sealed partial class AnswerWriter(
    IServiceScopeFactory scopes,
    IModelServer server,
    IModelServerMonitor monitor,
    LoadedModels loaded,
    BusyRetry retry,
    AnswerJournal journal,
    IMarkdown markdown,
    TimeProvider time,
    ILogger<AnswerWriter> logger)
{
    // A server that never lets anybody wait must not keep what it says from the readers.
    private const int MostUntold = 50;

    internal const string FullDisk = "The disk of the server was full, so this answer could not be begun. Ask again once there is room.";

    internal const string Unexpected = "Something went wrong in the portal itself; its log has the details. Ask again.";

    /// <param name="live">An answer that is stored as queued.</param>
    /// <param name="shutdown">Cancelled when the portal stops: the answer is then kept as interrupted.</param>
    public async Task WriteAsync(LiveAnswer live, CancellationToken shutdown)
    {
        var part = new AnswerPart(time);
        Action<Message, string, string> end = (answer, content, thinking) => answer.Interrupt(content, thinking, part.Statistics, time.GetUtcNow());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(live.Stopped, shutdown);
        try
        {
            var failure = await AskAsync(live, part, ending.Token);
            end = failure is null
                ? (answer, content, thinking) => answer.Complete(content, thinking, part.Statistics, time.GetUtcNow())
                : (answer, content, thinking) => answer.Fail(failure.Detail, content, thinking, part.Statistics, time.GetUtcNow());

            // The next message should be refused while it is still in the composer, not a few seconds later.
            if (failure is { Kind: ErrorKind.Unavailable }) _ = monitor.RefreshAsync(TimeSpan.Zero, CancellationToken.None);
        }
        catch (OperationCanceledException) when (live.Stopped.IsCancellationRequested)
        {
            end = (answer, content, thinking) => answer.Stop(content, thinking, part.Statistics, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // Interrupted it is.
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            LogFailed(unexpected, live.Id);
            var why = StoreErrors.IsFull(unexpected) ? FullDisk : Unexpected;
            end = (answer, content, thinking) => answer.Fail(why, content, thinking, part.Statistics, time.GetUtcNow());
        }
        finally
        {
            Render(live);
            var chunks = await journal.CloseAsync(live);
            Message? stored = null;
            await PatientSave.StorePatientlyAsync(async () => stored = await StoreAsync(live, part, chunks, end), time, logger, shutdown);

            // Without a row its chat has been deleted, and nobody waits for it.
            var status = stored?.Status ?? MessageStatus.Stopped;
            live.Measured?.End(status, part);
            live.End(status, stored?.Error, stored?.Statistics ?? new AnswerStatistics());
        }
    }

    private async Task<Message?> StoreAsync(LiveAnswer live, AnswerPart part, IReadOnlyList<int> chunks, Action<Message, string, string> end)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await db.DeleteChunksAsync(live.Id, chunks);
        var answer = await db.AnswerAsync(live.Id);
        if (answer is not null)
        {
            // One that was stopped in line has not begun to be written again, and keeps its figures.
            part.Earlier ??= AnswerRequests.EarlierOf(answer);
            end(answer, live.Content, live.Thinking);
            await db.SaveChangesAsync(CancellationToken.None);
            await db.MarkAnsweredAsync(answer);
            if (part.Outcome is var (model, failure)) await db.LearnAsync(model, failure, CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return answer;
    }

    private async Task<AppError?> AskAsync(LiveAnswer live, AnswerPart part, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await BeginAsync(live.Id) is not var (request, earlier)) return null;
        part.Earlier = earlier;
        if (!request.IsSuccess) return request.Error;

        part.Model = request.Value.Model;
        live.MoveTo(MessageStatus.Streaming, null);
        part.Times.Ask();
        var failure = await retry.AskAsync(() => AskOnceAsync(request.Value, live, part, cancellationToken), MayAskAgain, cancellationToken);
        part.Outcome = (request.Value.Model, failure);
        return failure;

        bool MayAskAgain()
        {
            if (part.Times.HasBegun) return false;
            live.WaitForServer();
            return true;
        }
    }

    private async Task<Beginning?> BeginAsync(MessageId answer)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AnswerRequests>().BeginAsync(answer);
    }

    private async Task<AppError?> AskOnceAsync(ChatRequest request, LiveAnswer live, AnswerPart part, CancellationToken cancellationToken)
    {
        await using var said = server.ChatAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var untold = 1; ; untold++)
        {
            // What came together goes to the readers together, while the next is waited for.
            var next = said.MoveNextAsync();
            if (!next.IsCompleted || untold == MostUntold)
            {
                live.TellReaders(runsOn: !next.IsCompleted);
                untold = 0;
            }

            if (!await next) return ModelServerErrors.CutOff();
            switch (said.Current)
            {
                case ChatEvent.ThinkingDelta(var text):
                    part.Times.Thinking();
                    live.AppendThinking(text);
                    break;
                case ChatEvent.ContentDelta(var text):
                    part.Times.Content();
                    live.AppendContent(text);
                    break;
                case ChatEvent.Done(var counted):
                    part.Counted = counted;
                    if (!IsAnswer(live, counted)) return ModelServerErrors.SaidNothing(request.Model);
                    live.TellReaders();
                    var running = await loaded.FindAsync(request.Model, part.Times.FirstAt ?? time.GetUtcNow());
                    part.Counted = counted with { ContextTokens = counted.PromptTokens + counted.CompletionTokens, ContextLength = running?.ContextLength };
                    return null;
                case ChatEvent.Failed(var error):
                    return error;
            }
        }
    }

    // One whose limit was used up by thinking can be gone on with; its page says so.
    private static bool IsAnswer(LiveAnswer live, AnswerStatistics counted) =>
        !string.IsNullOrWhiteSpace(live.Content) || (counted.DoneReason == AnswerStatistics.Length && live.Thinking.Length > 0);

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
