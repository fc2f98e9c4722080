using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Asks again, after growing rests, while the model server has too much to do to begin.</summary>
internal sealed class BusyRetry(IOptions<OllamaOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    /// <param name="ask">One try; returns why it failed, or null.</param>
    /// <param name="mayRest">Asked before each rest, of which it may tell; false where another try would say the same twice.</param>
    public async Task<AppError?> AskAsync(Func<Task<AppError?>> ask, Func<bool> mayRest, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var step = Least; ; step = step * 2 < Most ? step * 2 : Most)
        {
            var failure = await ask();

            // Many that were refused together should not come back together.
            var rest = step * (0.75 + (Random.Shared.NextDouble() / 2));
            if (failure is not { Code: ModelServerErrors.BusyCode } || time.GetElapsedTime(began) + rest > options.Value.BusyTimeout || !mayRest())
                return failure;
            await Task.Delay(rest, time, cancellationToken);
        }
    }
}
