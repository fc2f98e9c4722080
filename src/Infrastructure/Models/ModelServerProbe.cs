using ChatAi.Application.Models;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Models;

internal sealed class ModelServerProbe(
    IModelServer server, ModelInspector inspector, IServiceScopeFactory scopes, TimeProvider time)
{
    public async Task<ModelServerStatus> AskAsync(ModelServerStatus previous, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var version = await server.VersionAsync(cancellationToken);
        var latency = time.GetElapsedTime(started);
        var installed = version.IsSuccess ? await server.InstalledAsync(cancellationToken) : version.Error;
        var running = installed.IsSuccess ? await server.RunningAsync(cancellationToken) : installed.Error;
        var now = time.GetUtcNow();
        var since = previous.AskedAt is not null && previous.IsConnected == installed.IsSuccess ? previous.Since : now;
        if (!installed.IsSuccess)
        {
            return previous with
            {
                IsConnected = false,
                Latency = null,
                Error = installed.Error,
                Running = [],
                AskedAt = now,
                Since = since,
            };
        }

        // Not cancelled: it is short, and EF reports a cancelled commit as an error.
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StoredModels>().MatchAsync(installed.Value, CancellationToken.None);
        inspector.Start();
        IReadOnlyList<RunningModel> loaded = running.IsSuccess ? running.Value : [];
        return previous with
        {
            IsConnected = true,
            Version = version.Value,
            Latency = latency,
            Error = null,
            Running = loaded,
            PeakMemory = Math.Max(previous.PeakMemory, loaded.Sum(m => m.Size)),
            AskedAt = now,
            Since = since,
        };
    }
}
