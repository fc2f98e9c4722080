using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

/// <summary>Monitors the model server and keeps the stored models in sync with it.</summary>
public interface IModelServerMonitor
{
    ModelServerStatus Current { get; }

    /// <summary>Checks now unless the status is younger than <paramref name="maxAge"/>. Concurrent callers share one check.</summary>
    Task<ModelServerStatus> RefreshAsync(TimeSpan maxAge, CancellationToken cancellationToken);

    /// <summary>Completes when the model server is connected.</summary>
    Task WhenConnectedAsync(CancellationToken cancellationToken);
}

/// <param name="AskedAt">Null before the first check.</param>
/// <param name="Since">Since when it has been connected or disconnected.</param>
/// <param name="IsSimulator">Whether the answers are canned and no model is asked.</param>
public sealed record ModelServerStatus(
    string Host,
    bool IsConnected,
    string? Version,
    TimeSpan? Latency,
    AppError? Error,
    IReadOnlyList<RunningModel> Running,
    long PeakMemory,
    DateTimeOffset? AskedAt,
    DateTimeOffset? Since,
    bool IsSimulator);
