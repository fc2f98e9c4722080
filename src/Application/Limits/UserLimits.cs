using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Limits;

/// <summary>
/// What one user may start. It is asked where things begin and not where requests come in: no route can pass it by, and the page of a
/// form is shown again with what was typed.
/// </summary>
internal sealed class UserLimits(IOptions<LimitsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Nobody knows when an answer ends.
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(10);

    private readonly RateLimit<UserId> _messages = new(options.Value.MessagesPerMinute, Minute / options.Value.MessagesPerMinute, time);
    private readonly RateLimit<UserId> _pulls = new(options.Value.PullsPerMinute, Minute / options.Value.PullsPerMinute, time);

    /// <summary>How many answers a user may have queued or being generated.</summary>
    public int OpenAnswers => options.Value.OpenAnswers;

    public AppError TooManyOpenAnswers =>
        AppError.TooManyRequests(
            "limit.answers",
            $"{OpenAnswers} answers of yours wait or are being written already. Send this again when one of them has ended.",
            AWhile
        );

    public AppError? RefuseMessage(UserId user) =>
        _messages.TryAcquire(user) is { } wait
            ? AppError.TooManyRequests(
                "limit.messages",
                $"Those were {options.Value.MessagesPerMinute} messages within a minute. {Again(wait)}",
                wait
            )
            : null;

    public AppError? RefusePull(UserId user) =>
        _pulls.TryAcquire(user) is { } wait
            ? AppError.TooManyRequests(
                "limit.pulls",
                $"You have started {options.Value.PullsPerMinute} downloads within a minute. {Again(wait)}",
                wait
            )
            : null;

    private static string Again(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"Try again in {(seconds == 1 ? "a second" : $"{seconds} seconds")}.");
    }
}
