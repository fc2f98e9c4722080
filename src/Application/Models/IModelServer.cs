using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>A server that keeps and runs models. Failures are returned as <see cref="AppError"/>; only the caller's own cancellation
/// throws.</summary>
public interface IModelServer
{
    /// <summary>For display: <c>localhost:11434</c>.</summary>
    string Host { get; }

    Task<Result<string>> VersionAsync(CancellationToken cancellationToken);

    Task<Result<IReadOnlyList<InstalledModel>>> InstalledAsync(CancellationToken cancellationToken);

    Task<Result<IReadOnlyList<RunningModel>>> RunningAsync(CancellationToken cancellationToken);

    Task<Result<ModelDetails>> ShowAsync(ModelName name, CancellationToken cancellationToken);

    Task<Result> DeleteAsync(ModelName name, CancellationToken cancellationToken);

    Task<Result> CopyAsync(ModelName from, ModelName to, CancellationToken cancellationToken);

    Task<Result> CreateAsync(NewModel model, CancellationToken cancellationToken);

    /// <summary>Returns when the model is in memory, which may take minutes.</summary>
    Task<Result> LoadAsync(ModelName name, CancellationToken cancellationToken);

    Task<Result> UnloadAsync(ModelName name, CancellationToken cancellationToken);

    /// <summary>Downloads a model. Leaving the enumeration stops the download; the server keeps what it has.</summary>
    /// <param name="insecure">Allows a registry without TLS or with an untrusted certificate.</param>
    /// <returns>Any number of <see cref="PullEvent.Progress"/>, then <see cref="PullEvent.Succeeded"/> or
    /// <see cref="PullEvent.Failed"/>.</returns>
    IAsyncEnumerable<PullEvent> PullAsync(ModelName name, bool insecure, CancellationToken cancellationToken);

    /// <summary>Generates an answer. Leaving the enumeration closes the connection, which frees the model at once.</summary>
    /// <returns>Any number of deltas, then <see cref="ChatEvent.Done"/> or <see cref="ChatEvent.Failed"/>.</returns>
    IAsyncEnumerable<ChatEvent> ChatAsync(ChatRequest request, CancellationToken cancellationToken);
}
