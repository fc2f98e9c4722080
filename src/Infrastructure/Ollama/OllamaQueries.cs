using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Ollama;

internal sealed partial class OllamaQueries(
    IOllamaApi api, OllamaOptions options, TimeProvider clock, OllamaErrorLog errors, ILogger logger)
{
    private readonly ConcurrentDictionary<string, bool> _skipped = new();

    public async Task<Result<string>> VersionAsync(CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(api.VersionAsync, OllamaJson.Default.VersionAnswer, null, cancellationToken);
        if (!answer.IsSuccess) return answer.Error;
        return PlainLine.Of(answer.Value.Version) is { Length: > 0 } version ? version : ModelServerErrors.NotOllama();
    }

    public async Task<Result<IReadOnlyList<InstalledModel>>> InstalledAsync(CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(api.TagsAsync, OllamaJson.Default.TagsAnswer, null, cancellationToken);
        return answer.IsSuccess ? WithValidNames(answer.Value.Models, model => model.Name, OllamaMapping.ToInstalled) : answer.Error;
    }

    public async Task<Result<IReadOnlyList<RunningModel>>> RunningAsync(CancellationToken cancellationToken)
    {
        var answer = await QueryAsync(api.RunningAsync, OllamaJson.Default.RunningAnswer, null, cancellationToken);
        return answer.IsSuccess ? WithValidNames(answer.Value.Models, model => model.Name, OllamaMapping.ToRunning) : answer.Error;
    }

    public async Task<Result<ModelDetails>> ShowAsync(ModelName name, CancellationToken cancellationToken)
    {
        var body = new ModelBody(name.ToString());
        var answer = await QueryAsync(token => api.ShowAsync(body, token), OllamaJson.Default.ShowAnswer, name, cancellationToken);
        return answer.IsSuccess ? OllamaMapping.ToDetails(answer.Value) : answer.Error;
    }

    private async Task<Result<T>> QueryAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send, JsonTypeInfo<T> shape, ModelName? model,
        CancellationToken cancellationToken)
        where T : class
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        if (!await stream.OpenAsync(send, options.QueryTimeout, model)) return errors.Report(stream);

        var answer = await stream.ReadAllAsync(shape);
        return answer is null ? errors.Report(stream) : answer;
    }

    private Result<IReadOnlyList<TOut>> WithValidNames<TIn, TOut>(
        IReadOnlyList<TIn>? models, Func<TIn, string?> nameOf, Func<ModelName, TIn, TOut> map)
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
