using System.Text.Json;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Which models run on this Ollama server, as it lists them now.</summary>
internal sealed class LocalModels(IOllamaApi ollama, RemoteModels remotes, ModelsOptions options)
{
    public bool IsAllowedRemote(ModelName name) => options.AllowRemote && remotes.HostOf(name) is not null;

    /// <exception cref="ModelRefusedException">Ollama does not list the model, or it is remote.</exception>
    public async Task EnsureLocalAsync(ModelName name, CancellationToken cancellationToken)
    {
        RefuseKnownRemote(name);
        var listed = await FindAsync(name, cancellationToken) ?? throw new ModelRefusedException(ModelErrors.ModelMissing(name));
        if (listed.Facts.RemoteHost is { } host) throw Refused(name, host);
    }

    public void RefuseKnownRemote(ModelName name)
    {
        if (remotes.HostOf(name) is { } host) throw Refused(name, host);
        if (name.IsCloud) throw Refused(name, OllamaMapping.CloudHost);
    }

    private ModelRefusedException Refused(ModelName name, string host) =>
        new(options.AllowRemote ? ModelErrors.BecameRemote(name, host) : ModelErrors.Remote(name, host));

    private async Task<InstalledModel?> FindAsync(ModelName name, CancellationToken cancellationToken)
    {
        using var response = await ollama.TagsAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var error = ErrorBody.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            throw new ModelRefusedException(OllamaErrors.ForStatus(response.StatusCode, error, model: null));
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var tags = await JsonSerializer.DeserializeAsync(body, OllamaJson.Default.TagsAnswer, cancellationToken);
        foreach (var model in tags?.Models ?? [])
        {
            if (ModelName.TryParse(model.Name, out var listed) && listed == name) return OllamaMapping.ToInstalled(listed, model);
        }

        return null;
    }
}
