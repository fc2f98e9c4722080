using System.Text.Json;
using ChatAi.OllamaSimulator;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>Brings a simulator into the state in which the recorded server was when it got a request.</summary>
internal static class RecordedState
{
    // What had to happen on the recorded server before.
    private static readonly Dictionary<int, int[]> Before = new()
    {
        [108] = [107],
        [111] = [107],
        [131] = [128],
        [161] = [160],
        [167] = [160],
        [168] = [167],
        [237] = [236],
        [247] = [246],
        [248] = [246],
    };

    public static async Task<SimulatedOllama> StartAsync(RecordedExchange exchange, CancellationToken cancellationToken)
    {
        var number = ConformanceScope.Number(exchange.Name);
        var simulator = await SimulatedOllama.StartAsync(new SimulatorOptions
        {
            Host = number is 197 or 198 ? "0.0.0.0" : "127.0.0.1",
            Models = Models(number),
            AllowedOrigins = number == 199 ? ["https://chat.example.com"] : [],
            MaxQueue = number is >= 189 and <= 191 ? 0 : 512,
            ContextLength = 2048,
        }, cancellationToken);
        Fill(simulator.Registry);
        if (exchange.Request.Path == "/api/ps")
            await LoadAsync(simulator, exchange, cancellationToken);
        foreach (var earlier in Before.GetValueOrDefault(number, []))
            await RawHttp.SendAsync(simulator.Address, RecordedExchange.Load(earlier).Request, null, cancellationToken);
        if (exchange.Request.Path == "/api/pull")
            PreparePull(simulator, exchange);
        if (exchange.Request.Path is "/api/chat" or "/v1/chat/completions" && RecordedAnswer.Of(exchange) is { } answer)
            simulator.Answers.Respond = _ => answer;
        await PrepareFaultAsync(simulator, exchange, number, cancellationToken);
        return simulator;
    }

    private static SimulatedModel[] Models(int number) => number switch
    {
        200 or 201 or 202 => [RecordedModels.Tinytest with { File = ModelFile.CutOff }],
        203 or 204 or 205 => [RecordedModels.Tinytest with { File = ModelFile.Missing }],
        (>= 210 and <= 218) or 239 or 247 => [.. Models(0), RecordedModels.Tinyjinja],
        _ => [RecordedModels.Tinyslow, RecordedModels.Tinyembed, RecordedModels.Tinytest, RecordedModels.Tinytools],
    };

    private static void Fill(ModelRegistry registry)
    {
        registry.HasWellKnownModels = false;
        var tinypull = RecordedModels.Pullable(130);
        var bigpull = RecordedModels.Pullable(133);
        foreach (var host in (string[])["127.0.0.1:5001", "127.0.0.1:5002", "127.0.0.1:5003"])
        {
            registry.AddPlainHost(host);
            registry.Add($"{host}/library/tinypull:latest", tinypull);
            registry.Add($"{host}/library/bigpull:latest", bigpull);
        }
        registry.Add("tinypull:latest", tinypull);
        registry.Add("llama3.2:1b", bigpull);
    }

    /// <summary>Loads what the recorded list shows, the last one first: it expires first.</summary>
    private static async Task LoadAsync(SimulatedOllama simulator, RecordedExchange exchange, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = simulator.Address };
        foreach (var model in JsonElement.Parse(exchange.Response.Body).GetProperty("models").EnumerateArray().Reverse())
        {
            var name = model.GetProperty("name").GetString()!;
            var context = model.GetProperty("context_length").GetInt32();
            var installed = simulator.Models.Find(name) ?? RecordedModels.Tinytest with { Name = name };
            simulator.Models.Install(installed);
            var load = new StringContent($$"""{ "model": "{{name}}", "options": { "num_ctx": {{context}} } }""");
            var path = installed.Can("embedding") ? "/api/embed" : "/api/chat";
            (await client.PostAsync(new Uri(path, UriKind.Relative), load, cancellationToken)).EnsureSuccessStatusCode();
        }
    }

    /// <summary>Layers that were never incomplete were there; those with many came slowly; those without came at once.</summary>
    private static void PreparePull(SimulatedOllama simulator, RecordedExchange exchange)
    {
        var layers = exchange.Response.Lines.Select(line => JsonElement.Parse(line))
            .Where(line => line.TryGetProperty("digest", out _))
            .GroupBy(line => (Digest: line.GetProperty("digest").GetString()!, Size: line.GetProperty("total").GetInt64()))
            .ToList();
        var cached = layers
            .Where(lines => lines.All(line => Completed(line) == lines.Key.Size))
            .Select(lines => new ModelLayer("cached", lines.Key.Digest, lines.Key.Size));
        simulator.Models.Install(RecordedModels.Tinytest with { Name = "other:latest", Layers = [.. cached] });
        if (layers.Find(lines => lines.Count() > 2) is { } slow)
            simulator.Options.PullBytesPerSecond = slow.Key.Size * 3;
        if (layers.Any(lines => lines.Count() == 1 && Completed(lines.First()) == 0))
            simulator.Options.RegistryLatency = TimeSpan.FromMilliseconds(70);
    }

    private static async Task PrepareFaultAsync(
        SimulatedOllama simulator, RecordedExchange exchange, int number, CancellationToken cancellationToken)
    {
        var lines = exchange.Response.Lines.Count;
        switch (number)
        {
            case 154:
                simulator.Faults.NextPull(Fault.CorruptBlob());
                break;
            case 155:
                simulator.Faults.NextPull(Fault.RegistryDies(16, TimeSpan.FromMilliseconds(400)));
                break;
            case 172 or 176 or 177:
                simulator.Faults.NextChat(Fault.ErrorLine(lines - 1));
                break;
            case 206 or 208:
                simulator.Faults.NextChat(Fault.CutOff(lines));
                break;
            case 170:
                simulator.Options.LoadTime = TimeSpan.FromMinutes(1);
                await OccupyAsync(simulator, RecordedExchange.Load(171), cancellationToken);
                break;
            case >= 189 and <= 191:
                simulator.Faults.NextChat(Fault.Silence(1));
                simulator.Answers.Enqueue("Busy with something else.");
                await OccupyAsync(simulator, exchange, cancellationToken);
                break;
        }
    }

    // Not awaited: it holds the model until the simulator stops.
    private static async Task OccupyAsync(SimulatedOllama simulator, RecordedExchange exchange, CancellationToken cancellationToken)
    {
        _ = RawHttp.SendAsync(simulator.Address, exchange.Request, null, CancellationToken.None);
        var occupied = simulator.Options.LoadTime > TimeSpan.Zero ? 0 : 1;
        await simulator.Requests.WaitAsync(
            chat => chat.Chat is { Messages.Count: > 0 } && chat.TokensWritten >= occupied,
            cancellationToken
        );
    }

    private static long Completed(JsonElement line) => line.TryGetProperty("completed", out var completed) ? completed.GetInt64() : 0;
}
