using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Queue;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers.Generation;

internal sealed class AnswerGeneration(
    IModelServer server, BusyRetry retry, LoadedModels loaded, IOptions<ChatsOptions> options, TimeProvider time)
{
    // So that readers get text even from a server that never pauses.
    private const int MaxBatchSize = 50;

    /// <returns>Null if the answer is complete.</returns>
    public async Task<AppError?> RunAsync(ChatRequest request, LiveAnswer live, AnswerAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Model = request.Model;
        attempt.Times.Start();
        request = request with { MayTruncate = live.MayTruncate };
        var failure = await AskAsync();
        if (failure is { Code: ModelErrors.ContextExceededCode } && !attempt.Times.HasBegun)
        {
            if (FitsWithoutHistory(request, attempt.Overflow))
            {
                request = request with { MayTruncate = true };
                failure = await AskAsync();
            }
            else
            {
                attempt.Counted = new AnswerStatistics { DoneReason = AnswerStatistics.Context, ContextLength = attempt.Overflow?.Length };
            }
        }

        attempt.Outcome = (request.Model, failure);
        return failure;

        Task<AppError?> AskAsync() =>
            retry.RunAsync(() => ReadAsync(request, live, attempt, cancellationToken), CanRetry, cancellationToken);

        bool CanRetry()
        {
            if (attempt.Times.HasBegun) return false;
            live.WaitForServer();
            return true;
        }
    }

    // The page warns about omitted old messages, but nobody expects the new message itself to be truncated.
    private static bool FitsWithoutHistory(ChatRequest request, ContextOverflow? overflow)
    {
        if (request.MayTruncate) return false;
        var all = request.Messages.Sum(m => (long)m.Content.Length);
        var system = request.Messages.SkipLast(1).Where(m => m.Role == "system").Sum(m => (long)m.Content.Length);
        var kept = system + request.Messages[^1].Content.Length;
        if (kept == all) return false;
        return overflow is null || (double)overflow.Tokens * kept / all < overflow.Length;
    }

    private async Task<AppError?> ReadAsync(
        ChatRequest request,
        LiveAnswer live,
        AnswerAttempt attempt,
        CancellationToken cancellationToken
    )
    {
        await using var events = server.ChatAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var batched = 1; ; batched++)
        {
            // Text that arrives together is published together, while the next event is awaited.
            var next = events.MoveNextAsync();
            if (!next.IsCompleted || batched == MaxBatchSize)
            {
                live.NotifySubscribers();
                batched = 0;
            }

            if (!await next) return ModelServerErrors.CutOff();
            var isFull = false;
            switch (events.Current)
            {
                case ChatEvent.ThinkingDelta(var text):
                    attempt.Times.OnThinking();
                    attempt.Received++;
                    live.Text.AppendThinking(Fit(text, live, out isFull));
                    break;
                case ChatEvent.ContentDelta(var text):
                    attempt.Times.OnContent();
                    attempt.Received++;
                    live.Text.AppendContent(Fit(text, live, out isFull));
                    break;
                case ChatEvent.ContentWasThinking(var thinking):
                    attempt.Times.OnContentWasThinking();
                    live.Text.MoveContentToThinking(thinking);
                    break;
                case ChatEvent.Done(var counted):
                    live.NotifySubscribers();
                    return await CompleteAsync(request, live, attempt, counted);
                case ChatEvent.Failed failed:
                    attempt.Overflow = failed.Overflow;
                    return failed.Error;
            }

            if (!isFull) continue;

            // A model that never stops, or a server that is not Ollama.
            live.NotifySubscribers();
            return await CompleteAsync(request, live, attempt, new AnswerStatistics { DoneReason = AnswerStatistics.Length });
        }
    }

    private string Fit(string text, LiveAnswer live, out bool isFull)
    {
        var remaining = Math.Max(0, options.Value.AnswerLength - live.Text.Length);
        isFull = text.Length >= remaining;
        if (text.Length <= remaining) return text;
        return remaining > 0 && char.IsHighSurrogate(text[remaining - 1]) ? text[..(remaining - 1)] : text[..remaining];
    }

    private async Task<AppError?> CompleteAsync(ChatRequest request, LiveAnswer live, AnswerAttempt attempt, AnswerStatistics counted)
    {
        attempt.Counted = counted;
        if (!HasAnswer(live, counted)) return ModelErrors.SaidNothing(request.Model);

        var running = await loaded.FindAsync(request.Model, attempt.Times.FirstAt ?? time.GetUtcNow());
        attempt.Counted = counted with
        {
            ContextTokens = counted.PromptTokens + counted.CompletionTokens,
            ContextLength = running?.ContextLength,
        };
        return null;
    }

    // An answer that spent its limit on reasoning can be continued, and its page says so.
    private static bool HasAnswer(LiveAnswer live, AnswerStatistics counted) =>
        !string.IsNullOrWhiteSpace(live.Text.Content) || (counted.DoneReason == AnswerStatistics.Length && live.Text.Thinking.Length > 0);
}
