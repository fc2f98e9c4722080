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

    private readonly Allowance<UserId> _messages = new(options.Value.MessagesPerMinute, Minute / options.Value.MessagesPerMinute, time);
    private readonly Allowance<UserId> _pulls = new(options.Value.PullsPerMinute, Minute / options.Value.PullsPerMinute, time);

    /// <param name="open">Answers of the user that wait or are being written.</param>
    public AppError? RefuseMessage(UserId user, int open)
    {
        if (open >= options.Value.OpenAnswers)
        {
            return AppError.TooManyRequests(
                "limit.answers", $"{open} answers of yours wait or are being written already. Send this again when one of them has ended.", AWhile);
        }

        return _messages.Take(user) is { } wait
            ? AppError.TooManyRequests("limit.messages", $"Those were {options.Value.MessagesPerMinute} messages within a minute. {Again(wait)}", wait)
            : null;
    }

    public AppError? RefusePull(UserId user) => _pulls.Take(user) is { } wait
        ? AppError.TooManyRequests("limit.pulls", $"You have started {options.Value.PullsPerMinute} downloads within a minute. {Again(wait)}", wait)
        : null;

    private static string Again(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"Try again in {(seconds == 1 ? "a second" : $"{seconds} seconds")}.");
    }
}
