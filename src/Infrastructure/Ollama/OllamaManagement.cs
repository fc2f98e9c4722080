using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

internal sealed class OllamaManagement(IOllamaApi api, OllamaOptions options, TimeProvider clock, OllamaErrorLog errors)
{
    public async Task<Result> DeleteAsync(ModelName name, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        return await stream.OpenAsync(token => api.DeleteAsync(new(name.ToString()), token), options.IdleTimeout, name)
            ? Result.Success
            : errors.Report(stream);
    }

    public async Task<Result> CopyAsync(ModelName from, ModelName to, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        return await stream.OpenAsync(token => api.CopyAsync(new(from.ToString(), to.ToString()), token), options.IdleTimeout, from)
            ? Result.Success
            : errors.Report(stream);
    }

    public async Task<Result> CreateAsync(NewModel model, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        var body = OllamaBodies.Of(model);
        var isOpen = await stream.OpenAsync(token => api.CreateAsync(body, token), options.IdleTimeout, model.From);
        if (!isOpen) return errors.Report(stream);

        while (await stream.ReadLineAsync(options.VerifyTimeout))
        {
            if (!PullLine.TryParse(stream.Line, out var line)) return stream.Unreadable;
            if (line.Error is { } text) return errors.Report(OllamaErrors.ForText(text, model.From), text);
            if (line.IsSuccess) return Result.Success;
        }

        return stream.Error ?? ModelServerErrors.CutOff();
    }

    public Task<Result> LoadAsync(ModelName name, CancellationToken cancellationToken) => SetKeepAliveAsync(name, null, cancellationToken);

    public Task<Result> UnloadAsync(ModelName name, CancellationToken cancellationToken) => SetKeepAliveAsync(name, 0, cancellationToken);

    private async Task<Result> SetKeepAliveAsync(ModelName name, int? keepAlive, CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        var body = new KeepAliveBody(name.ToString(), [], keepAlive);
        var isOpen = await stream.OpenAsync(token => api.SetKeepAliveAsync(body, token), options.FirstTokenTimeout, name);
        if (!isOpen) return errors.Report(stream);

        var answer = await stream.ReadAllAsync(OllamaJson.Default.KeepAliveAnswer);
        if (answer is null) return errors.Report(stream);
        return answer.Done ? Result.Success : ModelServerErrors.NotOllama();
    }
}
