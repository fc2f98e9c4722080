using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
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

public sealed record InstalledModel(ModelName Name, ModelFacts Facts);

public sealed record NewModel(ModelName Name, ModelName From, string SystemPrompt, ModelOptions Options);

/// <param name="SizeInVideoMemory">The part of them on a GPU.</param>
/// <param name="ContextLength">Tokens; null if the server does not report it.</param>
public sealed record RunningModel(ModelName Name, long Size, long SizeInVideoMemory, int? ContextLength, DateTimeOffset? ExpiresAt);

/// <param name="Parameters">One <c>name value</c> per line.</param>
/// <param name="ContextLength">The model's maximum, in tokens.</param>
public sealed record ModelDetails(
    string Family,
    string ParameterSize,
    string Quantization,
    int? ContextLength,
    IReadOnlyList<string> Capabilities,
    string Template,
    string Parameters,
    string SystemPrompt,
    string License,
    DateTimeOffset? ModifiedAt,
    string ParentModel)
{
    public string? RemoteHost { get; init; }
}

/// <param name="Messages">Oldest first; the last is the user's.</param>
/// <param name="Think">A mode that the model supports, or <see cref="ThinkingMode.ByModel"/>; the server refuses others.</param>
public sealed record ChatRequest(
    ModelName Model, IReadOnlyList<ChatTurn> Messages, ModelOptions Options, ThinkingMode Think = ThinkingMode.ByModel)
{
    /// <summary>Whether the model server may drop what exceeds the context; otherwise it refuses.</summary>
    public bool MayTruncate { get; init; }

    /// <summary>The JSON schema of the answer; null for text.</summary>
    public JsonElement? Format { get; init; }
}

/// <summary>Size of a request that did not fit, and the context length, in tokens.</summary>
public sealed record ContextOverflow(int Tokens, int Length);

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
public sealed record ChatTurn(string Role, string Content);

public abstract record ChatEvent
{
    private ChatEvent() { }

    public sealed record ThinkingDelta(string Text) : ChatEvent;

    public sealed record ContentDelta(string Text) : ChatEvent;

    /// <summary>All content so far was reasoning: its closing tag came without an opening one.</summary>
    /// <param name="Thinking">The reasoning without the tag.</param>
    public sealed record ContentWasThinking(string Thinking) : ChatEvent;

    /// <summary>The model finished. The caller sets <see cref="AnswerStatistics.TimeToFirstToken"/>.</summary>
    public sealed record Done(AnswerStatistics Statistics) : ChatEvent;

    public sealed record Failed(AppError Error) : ChatEvent
    {
        /// <summary>Set if the request exceeds the context and the server says so.</summary>
        public ContextOverflow? Overflow { get; init; }
    }
}

public abstract record PullEvent
{
    private PullEvent() { }

    /// <param name="Step">The server's words: <c>pulling manifest</c>, <c>verifying sha256 digest</c>.</param>
    /// <param name="TotalBytes">Over all layers known so far; grows as the server names them.</param>
    public sealed record Progress(string Step, long CompletedBytes, long TotalBytes) : PullEvent
    {
        /// <summary>Whether bytes are transferred, rather than a manifest read or a layer verified.</summary>
        public bool IsTransfer { get; init; }

        /// <summary>Whether the server works on what it has, and stays silent meanwhile.</summary>
        public bool IsChecking { get; init; }

        /// <summary>Completed bytes that were transferred now, not those found when their layer was first named.</summary>
        public long FetchedBytes { get; init; }
    }

    public sealed record Succeeded : PullEvent;

    public sealed record Failed(AppError Error) : PullEvent;
}
