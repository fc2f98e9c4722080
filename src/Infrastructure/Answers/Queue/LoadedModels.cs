using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Answers.Queue;

internal sealed class LoadedModels(IModelServer server, IModelServerMonitor monitor, IModelWeights weights, TimeProvider time)
{
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>Uses the monitor's list if it is recent enough, and otherwise asks the server with a short timeout.</summary>
    /// <returns>Null if it is not in memory, or that is unknown.</returns>
    public async Task<RunningModel?> FindAsync(ModelName model, DateTimeOffset notBefore)
    {
        var known = monitor.Current;
        var running = known.AskedAt > notBefore ? known.Running : await AskAsync();
        return running.WithWeightsOf(model, weights);
    }

    private async Task<IReadOnlyList<RunningModel>> AskAsync()
    {
        using var timeout = new CancellationTokenSource(QueryTimeout, time);
        try
        {
            var running = await server.RunningAsync(timeout.Token);
            return running.IsSuccess ? running.Value : [];
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return [];
        }
    }
}
