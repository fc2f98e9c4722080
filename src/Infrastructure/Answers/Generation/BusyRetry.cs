using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Retries with back-off while the model server is too busy to begin.</summary>
internal sealed class BusyRetry(IOptions<OllamaOptions> options, TimeProvider time)
{
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30)) { Jitter = 0.25 };

    /// <param name="mayRetry">Called before each delay; false if another attempt would repeat text.</param>
    public async Task<AppError?> RunAsync(Func<Task<AppError?>> attempt, Func<bool> mayRetry, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var failure = await attempt();
            if (failure is not { Code: ModelServerErrors.BusyCode }) return failure;

            var delay = Backoff.DelayAfter(failures);
            if (time.GetElapsedTime(started) + delay > options.Value.BusyTimeout || !mayRetry()) return failure;
            await Task.Delay(delay, time, cancellationToken);
        }
    }
}
