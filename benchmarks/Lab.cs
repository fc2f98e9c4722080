using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>The simulator in this process, the portal in its own with an empty data directory, and its owner signed in.</summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string Model = "llama3.2:3b";
    public const string ChatRequest = $$"""{"model":"{{Model}}","messages":[{"role":"user","content":"hello"}]}""";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("chatai-benchmark-");

    private readonly Part _part;

    private Lab(SimulatedOllama simulator, Part part)
    {
        Simulator = simulator;
        _part = part;
        Portal = PortalProcess.Start(simulator.Address, DataDirectory, part.AnswersAtATime);
        Owner = new Visitor(Portal.Address);
    }

    public SimulatedOllama Simulator { get; }

    public PortalProcess Portal { get; private set; }

    public Visitor Owner { get; }

    public string DataDirectory => _data.FullName;

    /// <summary>How often the part does what it does; null for as often as it thinks right.</summary>
    public int? Rounds => _part.Rounds;

    public static async Task<Lab> OpenAsync(Part part, CancellationToken cancellationToken)
    {
        var options = new SimulatorOptions { ParallelRequests = part.AnswersAtATime, MaxQueue = 4 * part.AnswersAtATime };
        var lab = new Lab(await SimulatedOllama.StartAsync(options, cancellationToken), part);
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

    /// <summary>One of the same kind, with nothing in common with this one.</summary>
    public Task<Lab> OpenAnotherAsync(CancellationToken cancellationToken) => OpenAsync(_part, cancellationToken);

    /// <summary>Starts a portal that is gone once more, on the same data and address.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await Portal.DisposeAsync();
        Portal = PortalProcess.Start(Simulator.Address, DataDirectory, _part.AnswersAtATime, Portal.Address);
        await Portal.FirstAnswerAsync("/healthz", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Portal.DisposeAsync();
        await Simulator.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
