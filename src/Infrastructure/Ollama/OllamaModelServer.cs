using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>One Ollama server.</summary>
/// <param name="host">As a person would write it; only for the log and for root, <paramref name="api"/> knows where to ask.</param>
internal sealed partial class OllamaModelServer(
    IOllamaApi api,
    string host,
    OllamaOptions options,
    TimeProvider clock,
    ILogger<OllamaModelServer> logger) : IModelServer
{
    private readonly ConcurrentDictionary<string, bool> _skipped = new();

    public string Host => host;

    public async Task<Result<string>> VersionAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(api.VersionAsync, OllamaJson.Default.VersionAnswer, null, cancellationToken);
        if (!answer.IsSuccess) return answer.Error;
        return PlainLine.Of(answer.Value.Version) is { Length: > 0 } version ? version : ModelServerErrors.NotOllama();
    }

    public async Task<Result<IReadOnlyList<InstalledModel>>> InstalledAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(api.TagsAsync, OllamaJson.Default.TagsAnswer, null, cancellationToken);
        return answer.IsSuccess ? Named(answer.Value.Models, model => model.Name, OllamaMapping.ToInstalled) : answer.Error;
    }

    public async Task<Result<IReadOnlyList<RunningModel>>> RunningAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(api.RunningAsync, OllamaJson.Default.RunningAnswer, null, cancellationToken);
        return answer.IsSuccess ? Named(answer.Value.Models, model => model.Name, OllamaMapping.ToRunning) : answer.Error;
    }

    public async Task<Result<ModelDetails>> ShowAsync(ModelName name, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            token => api.ShowAsync(new(name.ToString()), token),
            OllamaJson.Default.ShowAnswer,
            name,
            cancellationToken
        );
        return answer.IsSuccess ? OllamaMapping.ToDetails(answer.Value) : answer.Error;
    }

    public async Task<Result> DeleteAsync(ModelName name, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        return await stream.OpenAsync(token => api.DeleteAsync(new(name.ToString()), token), options.IdleTimeout, name)
            ? Result.Success
            : Why(stream);
    }

    public async Task<Result> CopyAsync(ModelName from, ModelName to, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        return await stream.OpenAsync(token => api.CopyAsync(new(from.ToString(), to.ToString()), token), options.IdleTimeout, from)
            ? Result.Success
            : Why(stream);
    }

    public async Task<Result> CreateAsync(NewModel model, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        var body = OllamaMapping.ToBody(model);
        if (!await stream.OpenAsync(token => api.CreateAsync(body, token), options.IdleTimeout, model.From)) return Why(stream);

        while (await stream.ReadLineAsync(options.VerifyTimeout))
        {
            if (!TryParse(stream.Line, out var line)) return stream.Unreadable;
            if (line.Error is { } said) return Told(OllamaErrors.ForText(said, model.From), said);
            if (line.Status == "success") return Result.Success;
        }

        return stream.Error ?? ModelServerErrors.CutOff();
    }

    public Task<Result> LoadAsync(ModelName name, CancellationToken cancellationToken) => KeepAsync(name, null, cancellationToken);

    public Task<Result> UnloadAsync(ModelName name, CancellationToken cancellationToken) => KeepAsync(name, 0, cancellationToken);

    public async IAsyncEnumerable<PullEvent> PullAsync(
        ModelName name, bool insecure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        if (!await stream.OpenAsync(token => api.PullAsync(new(name.ToString(), insecure ? true : null), token), options.IdleTimeout, name))
        {
            yield return new PullEvent.Failed(Why(stream));
            yield break;
        }

        var layers = new PullLayers();
        var patience = options.IdleTimeout;
        while (await stream.ReadLineAsync(patience))
        {
            if (!TryParse(stream.Line, out var line))
            {
                yield return new PullEvent.Failed(stream.Unreadable);
                yield break;
            }

            if (line.Error is { } said)
            {
                yield return new PullEvent.Failed(Told(OllamaErrors.ForPull(said, name), said));
                yield break;
            }

            if (line.Status == "success")
            {
                yield return new PullEvent.Succeeded();
                yield break;
            }

            patience = line.Status is "verifying sha256 digest" ? options.VerifyTimeout : options.IdleTimeout;
            yield return layers.Add(line);
        }

        yield return new PullEvent.Failed(
            stream.Error is null or { Code: "model-server.cut-off" } ? RegistryErrors.PullCutOff() : stream.Error
        );
    }

    public async IAsyncEnumerable<ChatEvent> ChatAsync(ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        var body = OllamaMapping.ToBody(request);
        if (!await stream.OpenAsync(token => api.ChatAsync(body, token), options.FirstTokenTimeout, request.Model))
        {
            yield return new ChatEvent.Failed(NotBegun(stream) ?? Why(stream)) { Overflow = OverflowIn(stream.Said) };
            yield break;
        }

        var hasBegun = false;
        var tags = new ReasoningTags();
        while (await stream.ReadLineAsync(options.IdleTimeout))
        {
            hasBegun = true;
            if (!ChatLine.TryParse(stream.Line, out var line))
            {
                yield return new ChatEvent.Failed(stream.Unreadable);
                yield break;
            }

            if (line.Thinking is { Length: > 0 } thinking)
            {
                tags.OnThinking();
                yield return new ChatEvent.ThinkingDelta(thinking);
            }

            if (line.Content is { Length: > 0 } content)
            {
                foreach (var change in tags.Add(content)) yield return change;
            }

            if ((line.IsDone || line.Error is not null) && tags.End() is { } rest) yield return rest;
            if (line.Error is { } said)
            {
                yield return new ChatEvent.Failed(Told(OllamaErrors.ForText(said, request.Model), said)) { Overflow = OverflowIn(said) };
                yield break;
            }

            if (line.IsDone)
            {
                yield return new ChatEvent.Done(line.Statistics);
                yield break;
            }
        }

        yield return new ChatEvent.Failed((hasBegun ? null : NotBegun(stream)) ?? stream.Error ?? ModelServerErrors.CutOff());
    }

    private async Task<Result> KeepAsync(ModelName name, int? keepAlive, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        var body = new KeepBody(name.ToString(), [], keepAlive);
        if (!await stream.OpenAsync(token => api.KeepAsync(body, token), options.FirstTokenTimeout, name)
            || await stream.ReadAllAsync(OllamaJson.Default.KeepAnswer) is not { } answer) return Why(stream);
        return answer.Done ? Result.Success : ModelServerErrors.NotOllama();
    }

    private async Task<Result<T>> AskAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JsonTypeInfo<T> shape,
        ModelName? model,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        return await stream.OpenAsync(send, options.QueryTimeout, model) && await stream.ReadAllAsync(shape) is { } answer
            ? answer
            : Why(stream);
    }

    private Result<IReadOnlyList<TOut>> Named<TIn, TOut>(
        IReadOnlyList<TIn>? models,
        Func<TIn, string?> nameOf,
        Func<ModelName, TIn, TOut> map
    )
    {
        var named = new List<TOut>(models?.Count ?? 0);
        foreach (var model in models ?? [])
        {
            var text = nameOf(model);
            if (ModelName.TryParse(text, out var name)) named.Add(map(name, model));
            else if (_skipped.TryAdd(text ?? "", true)) LogSkipped(text);
        }

        return named;
    }

    // A silence before the first token is a model that does not get loaded, or a long line of others; afterwards something is stuck.
    private AppError? NotBegun(OllamaStream stream) =>
        stream.Error is { Code: ModelServerErrors.SilentCode } ? ModelServerErrors.NotBegun(options.FirstTokenTimeout) : null;

    private static ContextOverflow? OverflowIn(string? said) => said is null ? null : OllamaErrorTexts.OverflowIn(said);

    private AppError Why(OllamaStream stream) => stream.Said is { } said ? Told(stream.Error!, said) : stream.Error!;

    // The user reads our sentence; whoever runs Ollama may want its own words too, and asks for them: they may repeat a prompt.
    private AppError Told(AppError error, string said)
    {
        var words = OllamaErrors.Words(said);
        LogTold(host, error.Code);
        LogWords(words);
        return error;
    }

    private static bool TryParse(ReadOnlySpan<byte> utf8, out PullLine line)
    {
        line = null!;
        try
        {
            line = JsonSerializer.Deserialize(utf8, OllamaJson.Default.PullLine)!;
        }
        catch (JsonException)
        {
            return false;
        }

        return line is not null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ollama at {Host} refused: {Code}")]
    private partial void LogTold(string host, string code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Ollama said: {Words}")]
    private partial void LogWords(string words);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The model {Name} is left out: nobody can ask for a model of such a name")]
    private partial void LogSkipped(string? name);
}
