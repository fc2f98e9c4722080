using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Works in rounds: asks the model, collects the parts of its answer, and asks again until there is nothing to add.</summary>
internal sealed class AnswerGeneration(AnswerReader reader, BusyRetry retry, IAnswerRounds rounds)
{
    // More than any answer needs, unless its model never stops asking.
    private const int MaxRounds = 50;

    /// <returns>Null if the answer is complete.</returns>
    public async Task<AppError?> RunAsync(ChatRequest request, LiveAnswer live, AnswerAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Model = request.Model;
        for (var round = 1; ; round++)
        {
            attempt.BeginRound();
            live.Text.BeginRound();
            var failure = await AskOnceAsync(request, live, attempt, cancellationToken);

            // An answer that has reached its limit is not asked for more.
            var mayContinue = failure is null && attempt.Counted.DoneReason != AnswerStatistics.Length && round < MaxRounds;
            var next = mayContinue ? await rounds.NextAsync(request, live, cancellationToken) : null;
            if (next is null)
            {
                attempt.Outcome = (request.Model, failure);
                return failure;
            }

            request = next;
        }
    }

    private async Task<AppError?> AskOnceAsync(
        ChatRequest request, LiveAnswer live, AnswerAttempt attempt, CancellationToken cancellationToken)
    {
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

        return failure;

        Task<AppError?> AskAsync() =>
            retry.RunAsync(() => reader.ReadAsync(request, live, attempt, cancellationToken), CanRetry, cancellationToken);

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
        if (request.MayTruncate || request.HasFiles) return false;
        var all = request.Messages.Sum(m => (long)m.Content.Length);
        var system = request.Messages.SkipLast(1).Where(m => m.Role == "system").Sum(m => (long)m.Content.Length);
        var kept = system + request.Messages[^1].Content.Length;
        if (kept == all) return false;
        return overflow is null || (double)overflow.Tokens * kept / all < overflow.Length;
    }
}
