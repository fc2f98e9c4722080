using Refit;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Ollama's HTTP API. Methods return at the response's headers and do not throw for a status: <see cref="OllamaErrors"/> decides
/// what it means. The caller disposes the response.</summary>
internal interface IOllamaApi
{
    [Get("/api/version")]
    Task<HttpResponseMessage> VersionAsync(CancellationToken cancellationToken);

    [Get("/api/tags")]
    Task<HttpResponseMessage> TagsAsync(CancellationToken cancellationToken);

    [Get("/api/ps")]
    Task<HttpResponseMessage> RunningAsync(CancellationToken cancellationToken);

    [Post("/api/show")]
    Task<HttpResponseMessage> ShowAsync([Body] ModelBody body, CancellationToken cancellationToken);

    [Delete("/api/delete")]
    Task<HttpResponseMessage> DeleteAsync([Body] ModelBody body, CancellationToken cancellationToken);

    [Post("/api/copy")]
    Task<HttpResponseMessage> CopyAsync([Body] CopyBody body, CancellationToken cancellationToken);

    [Post("/api/create")]
    Task<HttpResponseMessage> CreateAsync([Body] CreateBody body, CancellationToken cancellationToken);

    [Post("/api/chat")]
    Task<HttpResponseMessage> SetKeepAliveAsync([Body] KeepAliveBody body, CancellationToken cancellationToken);

    [Post("/api/pull")]
    Task<HttpResponseMessage> PullAsync([Body] PullBody body, CancellationToken cancellationToken);

    [Post("/api/chat")]
    Task<HttpResponseMessage> ChatAsync([Body] ChatBody body, CancellationToken cancellationToken);
}
