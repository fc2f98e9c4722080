using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

/// <summary>Knows how the model server is, and keeps the stored models in step with it.</summary>
public interface IModelServerMonitor
{
    ModelServerStatus Current { get; }

    /// <summary>Asks now, unless the last answer is younger than <paramref name="maxAge"/>. Many callers share one question.</summary>
    Task<ModelServerStatus> RefreshAsync(TimeSpan maxAge, CancellationToken cancellationToken);

    /// <summary>Completes at once while the model server is connected, else as soon as it is seen to be.</summary>
    Task WhenConnectedAsync(CancellationToken cancellationToken);
}

/// <param name="Host">As a person would write it: <c>localhost:11434</c>.</param>
/// <param name="Version">The last version that was seen.</param>
/// <param name="Latency">How long it took to tell its version; null while it is away.</param>
/// <param name="Error">Why it is not connected.</param>
/// <param name="Running">The models in memory.</param>
/// <param name="MostMemory">Bytes of the models in memory when there were most of them: so much it has at the least.</param>
/// <param name="AskedAt">When this was found out; null before the first answer.</param>
/// <param name="Since">Since when it has been connected, or away.</param>
/// <param name="IsSimulator">Whether the answers are prepared texts and no model is asked.</param>
public sealed record ModelServerStatus(
    string Host,
    bool IsConnected,
    string? Version,
    TimeSpan? Latency,
    AppError? Error,
    IReadOnlyList<RunningModel> Running,
    long MostMemory,
    DateTimeOffset? AskedAt,
    DateTimeOffset? Since,
    bool IsSimulator);
