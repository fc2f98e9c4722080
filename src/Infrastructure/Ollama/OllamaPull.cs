using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Streams the events of one download.</summary>
internal sealed class OllamaPull(IOllamaApi api, OllamaOptions options, TimeProvider clock, OllamaErrorLog errors)
{
    public async IAsyncEnumerable<PullEvent> RunAsync(
        ModelName name, bool insecure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = new OllamaStream(clock, cancellationToken);
        var body = new PullBody(name.ToString(), insecure ? true : null);
        if (!await stream.OpenAsync(token => api.PullAsync(body, token), options.IdleTimeout, name))
        {
            yield return new PullEvent.Failed(errors.Report(stream));
            yield break;
        }

        var layers = new PullLayers();
        var timeout = options.IdleTimeout;
        while (await stream.ReadLineAsync(timeout))
        {
            if (!PullLine.TryParse(stream.Line, out var line))
            {
                yield return new PullEvent.Failed(stream.Unreadable);
                yield break;
            }

            if (line.Error is { } text)
            {
                yield return new PullEvent.Failed(errors.Report(OllamaErrors.ForPull(text, name), text));
                yield break;
            }

            if (line.IsSuccess)
            {
                yield return new PullEvent.Succeeded();
                yield break;
            }

            timeout = line.Status is "verifying sha256 digest" ? options.VerifyTimeout : options.IdleTimeout;
            yield return layers.Add(line);
        }

        yield return new PullEvent.Failed(
            stream.Error is null or { Code: "model-server.cut-off" } ? RegistryErrors.PullCutOff() : stream.Error);
    }
}
