using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>One Ollama server: its version and models, and their management. Chats and downloads have classes of their own.</summary>
internal sealed partial class OllamaModelServer : IModelServer
{
    private readonly IOllamaApi _api;
    private readonly OllamaOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<OllamaModelServer> _logger;
    private readonly OllamaErrorLog _errors;
    private readonly OllamaChat _chat;
    private readonly OllamaPull _pull;
    private readonly ConcurrentDictionary<string, bool> _skipped = new();

    public OllamaModelServer(
        IOllamaApi api, string host, OllamaOptions options, TimeProvider clock, ILogger<OllamaModelServer> logger)
    {
        Host = host;
        _api = api;
        _options = options;
        _clock = clock;
        _logger = logger;
        _errors = new OllamaErrorLog(host, logger);
        _chat = new OllamaChat(api, options, clock, _errors);
        _pull = new OllamaPull(api, options, clock, _errors);
    }

    public string Host { get; }

    public IAsyncEnumerable<ChatEvent> ChatAsync(ChatRequest request, CancellationToken cancellationToken) =>
        _chat.RunAsync(request, cancellationToken);

    public IAsyncEnumerable<PullEvent> PullAsync(ModelName name, bool insecure, CancellationToken cancellationToken) =>
        _pull.RunAsync(name, insecure, cancellationToken);

    public async Task<Result<string>> VersionAsync(CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(_api.VersionAsync, OllamaJson.Default.VersionAnswer, null, cancellationToken);
        if (!answer.IsSuccess) return answer.Error;
        return PlainLine.Of(answer.Value.Version) is { Length: > 0 } version ? version : ModelServerErrors.NotOllama();
    }

    public async Task<Result<IReadOnlyList<InstalledModel>>> InstalledAsync(CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(_api.TagsAsync, OllamaJson.Default.TagsAnswer, null, cancellationToken);
        return answer.IsSuccess ? WithValidNames(answer.Value.Models, model => model.Name, OllamaMapping.ToInstalled) : answer.Error;
    }

    public async Task<Result<IReadOnlyList<RunningModel>>> RunningAsync(CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(_api.RunningAsync, OllamaJson.Default.RunningAnswer, null, cancellationToken);
        return answer.IsSuccess ? WithValidNames(answer.Value.Models, model => model.Name, OllamaMapping.ToRunning) : answer.Error;
    }

    public async Task<Result<ModelDetails>> ShowAsync(ModelName name, CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(
            token => _api.ShowAsync(new(name.ToString()), token),
            OllamaJson.Default.ShowAnswer,
            name,
            cancellationToken
        );
        return answer.IsSuccess ? OllamaMapping.ToDetails(answer.Value) : answer.Error;
    }

    public async Task<Result> DeleteAsync(ModelName name, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(_clock, cancellationToken);
        return await stream.OpenAsync(token => _api.DeleteAsync(new(name.ToString()), token), _options.IdleTimeout, name)
            ? Result.Success
            : _errors.Report(stream);
    }

    public async Task<Result> CopyAsync(ModelName from, ModelName to, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(_clock, cancellationToken);
        return await stream.OpenAsync(token => _api.CopyAsync(new(from.ToString(), to.ToString()), token), _options.IdleTimeout, from)
            ? Result.Success
            : _errors.Report(stream);
    }

    public async Task<Result> CreateAsync(NewModel model, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(_clock, cancellationToken);
        var body = OllamaMapping.ToBody(model);
        var isOpen = await stream.OpenAsync(token => _api.CreateAsync(body, token), _options.IdleTimeout, model.From);
        if (!isOpen) return _errors.Report(stream);

        while (await stream.ReadLineAsync(_options.VerifyTimeout))
        {
            if (!PullLine.TryParse(stream.Line, out var line)) return stream.Unreadable;
            if (line.Error is { } text) return _errors.Report(OllamaErrors.ForText(text, model.From), text);
            if (line.IsSuccess) return Result.Success;
        }

        return stream.Error ?? ModelServerErrors.CutOff();
    }

    public Task<Result> LoadAsync(ModelName name, CancellationToken cancellationToken) => SetKeepAliveAsync(name, null, cancellationToken);

    public Task<Result> UnloadAsync(ModelName name, CancellationToken cancellationToken) => SetKeepAliveAsync(name, 0, cancellationToken);

    private async Task<Result> SetKeepAliveAsync(ModelName name, int? keepAlive, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(_clock, cancellationToken);
        var body = new KeepAliveBody(name.ToString(), [], keepAlive);
        var isOpen = await stream.OpenAsync(token => _api.SetKeepAliveAsync(body, token), _options.FirstTokenTimeout, name);
        if (!isOpen) return _errors.Report(stream);

        var answer = await stream.ReadAllAsync(OllamaJson.Default.KeepAliveAnswer);
        if (answer is null) return _errors.Report(stream);
        return answer.Done ? Result.Success : ModelServerErrors.NotOllama();
    }

    private async Task<Result<T>> QueryAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JsonTypeInfo<T> shape,
        ModelName? model,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var stream = new OllamaStream(_clock, cancellationToken);
        if (!await stream.OpenAsync(send, _options.QueryTimeout, model)) return _errors.Report(stream);

        var answer = await stream.ReadAllAsync(shape);
        return answer is null ? _errors.Report(stream) : answer;
    }

    private Result<IReadOnlyList<TOut>> WithValidNames<TIn, TOut>(
        IReadOnlyList<TIn>? models,
        Func<TIn, string?> nameOf,
        Func<ModelName, TIn, TOut> map
    )
    {
        var valid = new List<TOut>(models?.Count ?? 0);
        foreach (var model in models ?? [])
        {
            var text = nameOf(model);
            if (ModelName.TryParse(text, out var name)) valid.Add(map(name, model));
            else if (_skipped.TryAdd(text ?? "", true)) LogSkipped(text);
        }

        return valid;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Skipped the model {Name}: it is not a valid model name")]
    private partial void LogSkipped(string? name);
}
