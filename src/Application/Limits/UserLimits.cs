using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Limits;

/// <summary>Limits of one user. Checked by use cases instead of routes, so that nothing bypasses them and forms keep what was
/// typed.</summary>
internal sealed class UserLimits(IOptions<LimitsOptions> options, IOptions<FilesOptions> files, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // It is unknown when an answer will end.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private readonly RateLimit<UserId> _messages = new(options.Value.MessagesPerMinute, Minute / options.Value.MessagesPerMinute, time);
    private readonly RateLimit<UserId> _pulls = new(options.Value.PullsPerMinute, Minute / options.Value.PullsPerMinute, time);

    private readonly RateLimit<UserId> _searches = new(options.Value.SearchesPerMinute, Minute / options.Value.SearchesPerMinute, time);
    private readonly RateLimit<UserId> _uploads = new(files.Value.UploadsPerHour, Hour / files.Value.UploadsPerHour, time);

    public int OpenAnswers => options.Value.OpenAnswers;

    public AppError TooManyOpenAnswers =>
        AppError.TooManyRequests("limit.answers", RetryDelay, OpenAnswers);

    public AppError? RefuseMessage(UserId user) =>
        _messages.TryAcquire(user) is { } wait
            ? AppError.TooManyRequests("limit.messages", wait, options.Value.MessagesPerMinute, Math.Ceiling(wait.TotalSeconds))
            : null;

    public AppError? RefusePull(UserId user) =>
        _pulls.TryAcquire(user) is { } wait
            ? AppError.TooManyRequests("limit.pulls", wait, options.Value.PullsPerMinute, Math.Ceiling(wait.TotalSeconds))
            : null;

    public AppError? RefuseSearch(UserId user) =>
        _searches.TryAcquire(user) is { } wait ? AppError.TooManyRequests("limit.searches", wait, Math.Ceiling(wait.TotalSeconds)) : null;

    public AppError? RefuseUpload(UserId user) =>
        _uploads.TryAcquire(user) is { } wait ? FileErrors.TooMany(wait, files.Value.UploadsPerHour) : null;
}
