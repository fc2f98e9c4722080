using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Answers.Queue;

/// <summary>Which models are in the model server's memory, and with what context length.</summary>
internal sealed class LoadedModels(IModelServer server, IModelServerMonitor monitor, IModelWeights weights, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    /// <summary>As the monitor saw it after a time, else as the server tells within a moment.</summary>
    /// <returns>Null when it is not in memory, or when that is not known.</returns>
    public async Task<RunningModel?> FindAsync(ModelName model, DateTimeOffset notBefore)
    {
        var known = monitor.Current;
        var running = known.AskedAt > notBefore ? known.Running : await AskAsync();
        return running.WithWeightsOf(model, weights);
    }

    private async Task<IReadOnlyList<RunningModel>> AskAsync()
    {
        using var moment = new CancellationTokenSource(Moment, time);
        try
        {
            var running = await server.RunningAsync(moment.Token);
            return running.IsSuccess ? running.Value : [];
        }
        catch (OperationCanceledException) when (moment.IsCancellationRequested)
        {
            return [];
        }
    }
}
