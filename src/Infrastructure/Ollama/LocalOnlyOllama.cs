using System.Net;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Keeps conversations on this Ollama server: Ollama forwards chats with a remote model to another host, and any model can be
/// replaced by a remote one of the same name. Chats, loads and creates are therefore sent only after Ollama has just listed the model as
/// local. Chats and loads also name the source <c>local</c> (<c>llama3.2:1b:local</c>): Ollama 0.18 and later then refuses a model that
/// became remote since. Models that pages already show as remote are exempt.</summary>
internal sealed class LocalOnlyOllama(
    IOllamaApi ollama, RemoteModels remotes, ModelsOptions options, TimeProvider clock) : IOllamaApi
{
    private readonly LocalModels _models = new(ollama, remotes, options);
    private readonly LocalSource _source = new(ollama, clock);

    public Task<HttpResponseMessage> ChatAsync(ChatBody body, CancellationToken cancellationToken) =>
        SendAsync(body.Model, model => ollama.ChatAsync(body with { Model = model }, cancellationToken), cancellationToken);

    public Task<HttpResponseMessage> SetKeepAliveAsync(KeepAliveBody body, CancellationToken cancellationToken) =>
        SendAsync(body.Model, model => ollama.SetKeepAliveAsync(body with { Model = model }, cancellationToken), cancellationToken);

    /// <summary>Ollama would download a missing base model from wherever its name points.</summary>
    public async Task<HttpResponseMessage> CreateAsync(CreateBody body, CancellationToken cancellationToken)
    {
        var from = ModelName.Parse(body.From);
        if (!_models.IsAllowedRemote(from)) await _models.EnsureLocalAsync(from, cancellationToken);
        return await ollama.CreateAsync(body, cancellationToken);
    }

    public async Task<HttpResponseMessage> CopyAsync(CopyBody body, CancellationToken cancellationToken)
    {
        var source = ModelName.Parse(body.Source);
        if (!_models.IsAllowedRemote(source)) await _models.EnsureLocalAsync(source, cancellationToken);
        return await ollama.CopyAsync(body, cancellationToken);
    }

    /// <summary>For a cloud model, Ollama would ask its cloud.</summary>
    public Task<HttpResponseMessage> ShowAsync(ModelBody body, CancellationToken cancellationToken)
    {
        var name = ModelName.Parse(body.Model);
        if (!_models.IsAllowedRemote(name)) _models.RefuseKnownRemote(name);
        return ollama.ShowAsync(body, cancellationToken);
    }

    public Task<HttpResponseMessage> VersionAsync(CancellationToken cancellationToken) => ollama.VersionAsync(cancellationToken);

    public Task<HttpResponseMessage> TagsAsync(CancellationToken cancellationToken) => ollama.TagsAsync(cancellationToken);

    public Task<HttpResponseMessage> RunningAsync(CancellationToken cancellationToken) => ollama.RunningAsync(cancellationToken);

    public Task<HttpResponseMessage> DeleteAsync(ModelBody body, CancellationToken cancellationToken) =>
        ollama.DeleteAsync(body, cancellationToken);

    public Task<HttpResponseMessage> PullAsync(PullBody body, CancellationToken cancellationToken) =>
        ollama.PullAsync(body, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(
        string model, Func<string, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var name = ModelName.Parse(model);
        if (_models.IsAllowedRemote(name)) return await send(model);

        await _models.EnsureLocalAsync(name, cancellationToken);
        if (name.HasReservedTag || _source.IsRejected) return await ExplainAsync(name, await send(model), cancellationToken);

        var response = await send(LocalSource.Of(model));
        if (response.IsSuccessStatusCode) _source.OnAccepted();
        if (!await IsUnknownAsync(response, cancellationToken)) return await ExplainAsync(name, response, cancellationToken);

        // It became remote or was deleted since the check, or this Ollama does not know the source.
        var isMissing = response.StatusCode == HttpStatusCode.NotFound && await _source.IsKnownAsync(model, cancellationToken);
        response.Dispose();
        await _models.EnsureLocalAsync(name, cancellationToken);
        if (isMissing) throw new ModelRefusedException(ModelErrors.FileGone(name));
        _source.OnRejected();
        return await ExplainAsync(name, await send(model), cancellationToken);
    }

    /// <summary>Ollama still lists a model whose file is gone, and says it is not found or does not support chat [204].</summary>
    private async Task<HttpResponseMessage> ExplainAsync(ModelName name, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!await IsFileGoneAsync(name, response, cancellationToken)) return response;

        response.Dispose();
        await _models.EnsureLocalAsync(name, cancellationToken);
        throw new ModelRefusedException(ModelErrors.FileGone(name));
    }

    private async Task<bool> IsFileGoneAsync(ModelName name, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotFound) return true;
        if (response.StatusCode != HttpStatusCode.BadRequest) return false;

        var error = await ErrorAsync(response, cancellationToken);
        if (error?.Contains("does not support chat", StringComparison.OrdinalIgnoreCase) != true) return false;
        using var shown = await ollama.ShowAsync(new ModelBody(name.ToString()), cancellationToken);
        return shown.StatusCode == HttpStatusCode.NotFound;
    }

    // 0.18 answers 404 for a missing or remote model; older versions take the source for a part of the name.
    private static async Task<bool> IsUnknownAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest)) return false;

        var error = await ErrorAsync(response, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound || error is "model is required" or "invalid model name";
    }

    // Buffered, so that the caller can still read the response.
    private static async Task<string?> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        return ErrorBody.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken))?.Error;
    }
}
