using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// A server on the loopback interface that speaks Ollama's protocol without a model, as recorded in <c>tests/Transcripts</c>.
/// Tests change it while it runs: <see cref="Options"/> for its speed, <see cref="Models"/> and <see cref="Registry"/> for
/// what is there, <see cref="Answers"/> for what is said, <see cref="Faults"/> for what goes wrong; <see cref="Requests"/>
/// tells what reached it. Disposing it breaks open answers as killing Ollama does (transcript 208) and frees the port.
/// </summary>
public sealed class SimulatedOllama : IAsyncDisposable
{
    private CancellationTokenSource _stopping = new();
    private WebApplication _app = null!;

    private SimulatedOllama(SimulatorOptions options)
    {
        Options = options;
        Blobs = new BlobStore(options);
        Models = new ModelStore(Blobs, options.TimeProvider);
        Runners = new Runners(options);
        Pulls = new Pulls(this);
        foreach (var model in options.Models)
            Models.Install(model);
    }

    public SimulatorOptions Options { get; }

    public Uri Address { get; private set; } = null!;

    public ModelStore Models { get; }

    public ModelRegistry Registry { get; } = new();

    public Answers Answers { get; } = new();

    public Faults Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    internal BlobStore Blobs { get; }

    /// <summary>All bytes of models that ever came from a registry, twice where they were fetched again.</summary>
    public long FetchedBytes => Blobs.Fetched;

    internal Runners Runners { get; private set; }

    internal Pulls Pulls { get; }

    public static async Task<SimulatedOllama> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var simulator = new SimulatedOllama(options ?? new SimulatorOptions());
        await simulator.StartListeningAsync(simulator.Options.Port, cancellationToken);
        return simulator;
    }

    /// <summary>
    /// Killed and started again at the same address: open answers break, memory is empty, and on the disk are the models and what has
    /// come of others (as with OLLAMA_NOPRUNE; without it Ollama deletes the latter at its start).
    /// </summary>
    /// <param name="meanwhile">What happens while it is away.</param>
    public async Task RestartAsync(Func<Task>? meanwhile = null)
    {
        await DisposeAsync();
        if (meanwhile is not null) await meanwhile();
        _stopping = new CancellationTokenSource();
        Runners = new Runners(Options);
        await StartListeningAsync(Address.Port, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task StartListeningAsync(int port, CancellationToken cancellationToken)
    {
        // Empty: neither the test host's settings nor its environment have a say in how the simulator runs.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // What is written is sent before the write returns, so that a token's time is that of its way out.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Parse(Options.Host), port);
        });
        // What is written goes to the network at once, and not by way of another thread.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, HostedByOthers>();
        _app = builder.Build();
        _app.Use(new RequestRecorder(Requests, _stopping.Token).InvokeAsync);
        _app.Use(new HostAndOrigin(Options).InvokeAsync);
        _app.UseStatusCodePages(context => Routes.NotServedAsync(context.HttpContext));
        _app.UseRouting();
        Routes.Map(_app, this);
        await _app.StartAsync(cancellationToken);
        var address = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        Address = new Uri(address);
    }

    // The default would take Ctrl-C away from a test run.
    private sealed class HostedByOthers : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
