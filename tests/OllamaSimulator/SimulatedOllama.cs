using System.Diagnostics.CodeAnalysis;
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
        Pulls = new Pulls(this);
        Reset(options);
    }

    public SimulatorOptions Options { get; private set; }

    public Uri Address { get; private set; } = null!;

    public ModelStore Models { get; private set; }

    public ModelRegistry Registry { get; private set; }

    public Answers Answers { get; private set; }

    public Faults Faults { get; private set; }

    public RequestLog Requests { get; private set; }

    /// <summary>Runs when a chat has arrived and nothing is decided about it yet.</summary>
    public Action? BeforeChat { get; set; }

    public bool IsRunning => !_stopping.IsCancellationRequested;

    internal BlobStore Blobs { get; private set; }

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
    /// Forgets all that has happened, as if it had just started with these options, and keeps its address. Requests that are still
    /// open end with what they began with.
    /// </summary>
    [MemberNotNull(
        nameof(Options),
        nameof(Blobs),
        nameof(Models),
        nameof(Registry),
        nameof(Answers),
        nameof(Faults),
        nameof(Requests),
        nameof(Runners)
    )]
    public void Reset(SimulatorOptions options)
    {
        Options = options;
        BeforeChat = null;
        Blobs = new BlobStore(options);
        Models = new ModelStore(Blobs, options.TimeProvider);
        Registry = new ModelRegistry();
        Answers = new Answers();
        Faults = new Faults();
        Requests = new RequestLog(options.KeptRequests);
        Runners = new Runners(options);
        foreach (var model in options.Models)
            Models.Install(model);
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
        _app.Use(new RequestRecorder(this, _stopping.Token).InvokeAsync);
        _app.Use(new HostAndOrigin(this).InvokeAsync);
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
