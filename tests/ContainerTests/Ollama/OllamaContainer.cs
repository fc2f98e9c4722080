using System.Net;
using ChatAi.Application.Models;
using ChatAi.Infrastructure.Ollama;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.ContainerTests.Ollama;

/// <summary>A model server in a container of its own, with one small model that can chat.</summary>
public abstract class OllamaContainer : IAsyncDisposable
{
    private const ushort Port = 11434;

    private readonly SemaphoreSlim _starting = new(1);
    private readonly List<ServiceProvider> _clients = [];
    private IContainer? _container;

    /// <summary>The smallest that can chat, unless CHATAI_TEST_OLLAMA_PULL names another.</summary>
    public static string Model =>
        Environment.GetEnvironmentVariable("CHATAI_TEST_OLLAMA_PULL") is { Length: > 0 } model ? model : "smollm2:135m";

    /// <summary>How long a token may take.</summary>
    protected virtual TimeSpan Silence => TimeSpan.FromSeconds(60);

    /// <summary>Started by the first who asks.</summary>
    public async Task<IContainer> StartedAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_container is not null)
                return _container;
            var container = Configure(new ContainerBuilder(await ImageAsync()))
                .WithPortBinding(Port, assignRandomHostPort: true)
                .WithWaitStrategy(
                    Wait.ForUnixContainer()
                        .UntilHttpRequestIsSucceeded(r => r.ForPort(Port).ForPath("/api/version").ForStatusCode(HttpStatusCode.OK))
                )
                .Build();
            await container.StartAsync();
            return _container = container;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>The portal's own client of it, anew after each start: the engine gives another port then.</summary>
    public async Task<IModelServer> ClientAsync(TimeSpan? silence = null)
    {
        var container = await StartedAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OLLAMA_HOST"] = $"http://{container.Hostname}:{container.GetMappedPublicPort(Port)}",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddOllama(configuration)
            .Configure<OllamaOptions>(options =>
            {
                options.IdleTimeout = silence ?? Silence;
                options.QueryTimeout = TimeSpan.FromSeconds(30);
            })
            .BuildServiceProvider();
        lock (_clients) _clients.Add(services);
        return services.GetRequiredService<IModelServer>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        if (_container is not null) await _container.DisposeAsync();
        _starting.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The image's name, once it is there; skips the test where it cannot be had.</summary>
    protected abstract Task<string> ImageAsync();

    protected virtual ContainerBuilder Configure(ContainerBuilder builder) => builder;
}
