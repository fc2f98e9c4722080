using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>One Ollama server. Each kind of request has a class of its own.</summary>
internal sealed class OllamaModelServer : IModelServer
{
    private readonly OllamaChat _chat;
    private readonly OllamaPull _pull;
    private readonly OllamaQueries _queries;
    private readonly OllamaManagement _management;

    public OllamaModelServer(
        IOllamaApi api, string host, OllamaOptions options, TimeProvider clock, ILogger<OllamaModelServer> logger)
    {
        Host = host;
        var errors = new OllamaErrorLog(host, logger);
        _chat = new OllamaChat(api, options, clock, errors);
        _pull = new OllamaPull(api, options, clock, errors);
        _queries = new OllamaQueries(api, options, clock, errors, logger);
        _management = new OllamaManagement(api, options, clock, errors);
    }

    public string Host { get; }

    public IAsyncEnumerable<ChatEvent> ChatAsync(ChatRequest request, CancellationToken cancellationToken) =>
        _chat.RunAsync(request, cancellationToken);

    public IAsyncEnumerable<PullEvent> PullAsync(ModelName name, bool insecure, CancellationToken cancellationToken) =>
        _pull.RunAsync(name, insecure, cancellationToken);

    public Task<Result<string>> VersionAsync(CancellationToken cancellationToken) => _queries.VersionAsync(cancellationToken);

    public Task<Result<IReadOnlyList<InstalledModel>>> InstalledAsync(CancellationToken cancellationToken) =>
        _queries.InstalledAsync(cancellationToken);

    public Task<Result<IReadOnlyList<RunningModel>>> RunningAsync(CancellationToken cancellationToken) =>
        _queries.RunningAsync(cancellationToken);

    public Task<Result<ModelDetails>> ShowAsync(ModelName name, CancellationToken cancellationToken) =>
        _queries.ShowAsync(name, cancellationToken);

    public Task<Result> DeleteAsync(ModelName name, CancellationToken cancellationToken) =>
        _management.DeleteAsync(name, cancellationToken);

    public Task<Result> CopyAsync(ModelName from, ModelName to, CancellationToken cancellationToken) =>
        _management.CopyAsync(from, to, cancellationToken);

    public Task<Result> CreateAsync(NewModel model, CancellationToken cancellationToken) =>
        _management.CreateAsync(model, cancellationToken);

    public Task<Result> LoadAsync(ModelName name, CancellationToken cancellationToken) => _management.LoadAsync(name, cancellationToken);

    public Task<Result> UnloadAsync(ModelName name, CancellationToken cancellationToken) =>
        _management.UnloadAsync(name, cancellationToken);
}
