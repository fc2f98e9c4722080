using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>
/// A server that keeps and runs models. Whatever goes wrong there comes back as an <see cref="AppError"/> whose sentence
/// a user can act on; only the caller's own cancellation is an exception.
/// </summary>
public interface IModelServer
{
    /// <summary>Where it is asked, as a person would write it: <c>localhost:11434</c>.</summary>
    string Host { get; }

    Task<Result<string>> VersionAsync(CancellationToken cancellationToken);

    Task<Result<IReadOnlyList<InstalledModel>>> InstalledAsync(CancellationToken cancellationToken);

    Task<Result<IReadOnlyList<RunningModel>>> RunningAsync(CancellationToken cancellationToken);

    Task<Result<ModelDetails>> ShowAsync(ModelName name, CancellationToken cancellationToken);

    Task<Result> DeleteAsync(ModelName name, CancellationToken cancellationToken);

    /// <summary>Gives an installed model a second name.</summary>
    Task<Result> CopyAsync(ModelName from, ModelName to, CancellationToken cancellationToken);

    /// <summary>Makes a model from an installed one, with a system prompt and options of its own.</summary>
    Task<Result> CreateAsync(NewModel model, CancellationToken cancellationToken);

    /// <summary>Brings a model into memory; returns when it is there, which may take minutes.</summary>
    Task<Result> LoadAsync(ModelName name, CancellationToken cancellationToken);

    /// <summary>Takes a model out of memory.</summary>
    Task<Result> UnloadAsync(ModelName name, CancellationToken cancellationToken);

    /// <summary>Downloads a model. Leaving the enumeration stops the download; the server keeps what it has.</summary>
    /// <param name="insecure">Whether the registry may be without TLS, or have a certificate that nobody vouches for.</param>
    /// <returns>Any number of <see cref="PullEvent.Progress"/>, then one of the two ends.</returns>
    IAsyncEnumerable<PullEvent> PullAsync(ModelName name, bool insecure, CancellationToken cancellationToken);

    /// <summary>Asks for an answer. Leaving the enumeration closes the connection, which frees the model at once.</summary>
    /// <returns>Any number of deltas, then one of the two ends.</returns>
    IAsyncEnumerable<ChatEvent> ChatAsync(ChatRequest request, CancellationToken cancellationToken);
}

public sealed record InstalledModel(ModelName Name, ModelFacts Facts);

/// <param name="SystemPrompt">Empty leaves that of the base.</param>
public sealed record NewModel(ModelName Name, ModelName From, string SystemPrompt, ModelOptions Options);

/// <param name="Size">Bytes in memory.</param>
/// <param name="SizeInVideoMemory">The part of them on a GPU.</param>
/// <param name="ContextLength">Tokens; null where the server does not tell.</param>
public sealed record RunningModel(ModelName Name, long Size, long SizeInVideoMemory, int? ContextLength, DateTimeOffset? ExpiresAt);

/// <param name="Parameters">One <c>name value</c> a line, as the maker set them.</param>
/// <param name="ContextLength">The longest context that the model was made for, in tokens.</param>
/// <param name="ParentModel">The model that it was made from; empty where there is none.</param>
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
    /// <summary>As in <see cref="ModelFacts.RemoteHost"/>.</summary>
    public string? RemoteHost { get; init; }
}

/// <param name="Messages">Oldest first; the last is the user's.</param>
/// <param name="Think">One that the model takes, or <see cref="ThinkingMode.ByModel"/>; another makes the server refuse.</param>
public sealed record ChatRequest(
    ModelName Model, IReadOnlyList<ChatTurn> Messages, ModelOptions Options, ThinkingMode Think = ThinkingMode.ByModel)
{
    /// <summary>Whether the model server may leave out what does not fit into the context; else it refuses.</summary>
    public bool MayTruncate { get; init; }

    /// <summary>The JSON schema that the answer is to follow; null for text.</summary>
    public JsonElement? Format { get; init; }
}

/// <summary>How long a request was that did not fit, and what there is room for, in tokens.</summary>
public sealed record ContextOverflow(int Tokens, int Length);

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
public sealed record ChatTurn(string Role, string Content);

public abstract record ChatEvent
{
    private ChatEvent() { }

    public sealed record ThinkingDelta(string Text) : ChatEvent;

    public sealed record ContentDelta(string Text) : ChatEvent;

    /// <summary>All content so far was reasoning: its closing tag has come without an opening one.</summary>
    /// <param name="Thinking">The reasoning without the tag.</param>
    public sealed record ContentWasThinking(string Thinking) : ChatEvent;

    /// <summary>The model ended by itself. <see cref="AnswerStatistics.TimeToFirstToken"/> is left to the caller.</summary>
    public sealed record Done(AnswerStatistics Statistics) : ChatEvent;

    public sealed record Failed(AppError Error) : ChatEvent
    {
        /// <summary>Of a request that does not fit into the context, where the server tells.</summary>
        public ContextOverflow? Overflow { get; init; }
    }
}

public abstract record PullEvent
{
    private PullEvent() { }

    /// <param name="Step">What the server does, in its words: <c>pulling manifest</c>, <c>verifying sha256 digest</c>.</param>
    /// <param name="CompletedBytes">Over all layers known so far.</param>
    /// <param name="TotalBytes">Over all layers known so far; grows as the server names them.</param>
    public sealed record Progress(string Step, long CompletedBytes, long TotalBytes) : PullEvent
    {
        /// <summary>Whether bytes are on their way, rather than a manifest being read or a layer being verified.</summary>
        public bool IsTransfer { get; init; }

        /// <summary>Whether the server works on what it has, in silence for as long as that takes.</summary>
        public bool IsChecking { get; init; }

        /// <summary>What of the completed bytes has come now, and was not there when its layer was first named.</summary>
        public long FetchedBytes { get; init; }
    }

    public sealed record Succeeded : PullEvent;

    public sealed record Failed(AppError Error) : PullEvent;
}
