using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>The simulator in this process, the portal in its own with an empty data directory, and its owner signed in.</summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string Model = "llama3.2:3b";
    public const string ChatRequest = $$"""{"model":"{{Model}}","messages":[{"role":"user","content":"hello"}]}""";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("chatai-benchmark-");

    private Lab(SimulatedOllama simulator)
    {
        Simulator = simulator;
        Portal = PortalProcess.Start(simulator.Address, DataDirectory);
        Owner = new Visitor(Portal.Address);
    }

    public SimulatedOllama Simulator { get; }

    public PortalProcess Portal { get; }

    public Visitor Owner { get; }

    public string DataDirectory => _data.FullName;

    public static async Task<Lab> OpenAsync(CancellationToken cancellationToken)
    {
        var lab = new Lab(await SimulatedOllama.StartAsync(new SimulatorOptions(), cancellationToken));
        try
        {
            await lab.Portal.FirstAnswerAsync("/healthz", cancellationToken);
            await lab.Owner.RegisterRootAsync(cancellationToken);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Portal.DisposeAsync();
        await Simulator.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
