namespace ChatAi.OllamaSimulator;

/// <summary>
/// How the simulated server behaves. All but <see cref="Host"/>, <see cref="Port"/>, <see cref="Models"/>,
/// <see cref="TimeProvider"/>, <see cref="ParallelRequests"/> and <see cref="KeptRequests"/> may be changed while it runs.
/// </summary>
public sealed class SimulatorOptions
{
    /// <summary>An IP address; 0.0.0.0 also switches off the check of the Host header, as in Ollama.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    public string Version { get; set; } = "0.32.15";

    /// <summary>0 means as fast as the connection takes it.</summary>
    public double TokensPerSecond { get; set; }

    /// <summary>Evaluation of the prompt, after loading.</summary>
    public TimeSpan TimeToFirstToken { get; set; }

    public TimeSpan LoadTime { get; set; }

    /// <summary>OLLAMA_NUM_PARALLEL: chats at a time on one model; others wait.</summary>
    public int ParallelRequests { get; init; } = 1;

    /// <summary>OLLAMA_MAX_QUEUE: how many may wait before the next gets a 503.</summary>
    public int MaxQueue { get; set; } = 512;

    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>num_ctx when neither the request nor the model says one.</summary>
    public int ContextLength { get; set; } = 4096;

    /// <summary>Share of a loaded model that is in graphics memory, 0 to 1.</summary>
    public double GpuShare { get; set; } = 1;

    /// <summary>What is installed at the start.</summary>
    public IReadOnlyList<SimulatedModel> Models { get; init; } = [.. KnownModels.DemoNames.Select(name => KnownModels.Find(name)!)];

    /// <summary>For each layer; 0 means at once.</summary>
    public long PullBytesPerSecond { get; set; }

    /// <summary>Time before the first byte of each layer.</summary>
    public TimeSpan RegistryLatency { get; set; }

    /// <summary>OLLAMA_ORIGINS, beside the local ones.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>OLLAMA_CLOUD_BASE_URL; null also for OLLAMA_NO_CLOUD=1, with which no remote model runs.</summary>
    public Uri? Cloud { get; set; }

    /// <summary>OLLAMA_REMOTES: the hosts to which chats with remote models may be forwarded.</summary>
    public IReadOnlyList<string> Remotes { get; set; } = ["ollama.com"];

    /// <summary>Whether <c>:cloud</c>, <c>-cloud</c> and <c>:local</c> at the end of a name say where the model runs, as since
    /// 0.18.</summary>
    public bool KnowsSources { get; set; } = true;

    /// <summary>How many requests stay in the log, of which each may hold megabytes of images.</summary>
    public int KeptRequests { get; init; } = int.MaxValue;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
