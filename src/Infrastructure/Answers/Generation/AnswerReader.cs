using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Queue;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers.Generation;

internal sealed class AnswerReader(
    IModelServer server, LoadedModels loaded, IOptions<ChatsOptions> options, TimeProvider time)
{
    // So that readers get text even from a server that never pauses.
    private const int MaxBatchSize = 50;

    // More than any answer has, unless its model never stops.
    private const int MaxParts = 1_000;

    /// <returns>Null if the answer is complete.</returns>
    public async Task<AppError?> ReadAsync(
        ChatRequest request, LiveAnswer live, AnswerAttempt attempt, CancellationToken cancellationToken)
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
                case ChatEvent.Delta(var kind, var text):
                    attempt.Times.OnToken();
                    attempt.Received++;
                    live.Text.Append(kind, Fit(text, live, out isFull));
                    break;
                case ChatEvent.TextWasReasoning(var reasoning):
                    live.Text.MoveTextToReasoning(reasoning, attempt.Times.SinceFirst);
                    break;
                case ChatEvent.ToolCalled(var call, var arguments):
                    attempt.Times.OnToken();
                    attempt.Received++;
                    isFull = Fit(arguments, live, out _).Length < arguments.Length || live.Text.Count >= MaxParts;
                    if (!isFull) live.Text.Add(MessagePartKind.ToolCall, arguments, call);
                    break;
                case ChatEvent.Done(var counted):
                    live.NotifySubscribers();
                    return await CompleteAsync(request, live, attempt, counted);
                case ChatEvent.Failed failed:
                    attempt.Overflow = failed.Overflow;
                    return failed.Error;
            }

            if (!isFull && live.Text.Count <= MaxParts) continue;

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
        live.Text.Parts.HasAnswer() || (counted.DoneReason == AnswerStatistics.Length && live.Text.Length > 0);
}
