namespace ChatAi.OllamaSimulator;

internal sealed record LoadedModel(SimulatedModel Model, int ContextLength, DateTimeOffset ExpiresAt);

/// <summary>
/// The models in memory and their slots: one runner for each file of weights, listed by the model that came first.
/// Ollama counts as pending what waits to be scheduled; here it is what waits for a
/// slot, which is what a client sees: no byte (transcript 127), or a 503 when too many wait (189).
/// </summary>
internal sealed class Runners(SimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Runner> _runners = [];
    private int _waiting;

    /// <summary>What expires last comes first, as in <c>/api/ps</c>.</summary>
    public IReadOnlyList<LoadedModel> Loaded
    {
        get
        {
            lock (_gate)
                return
                [
                    .. _runners
                        .Values.Select(runner => runner.Current(Now))
                        .OfType<LoadedModel>()
                        .OrderByDescending(loaded => loaded.ExpiresAt),
                ];
        }
    }

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>Waits for a slot and loads the model if it is not there, or there with another context length.</summary>
    public async Task<RunnerLease> AcquireAsync(
        SimulatedModel model, int contextLength, TimeSpan? keepAlive, TimeSpan extraLoadTime, CancellationToken cancellationToken)
    {
        var asked = options.TimeProvider.GetTimestamp();
        var runner = For(model);
        await EnterAsync(runner, cancellationToken);
        try
        {
            await runner.Loading.WaitAsync(cancellationToken);
            try
            {
                if (!IsLoaded(runner, model, contextLength))
                {
                    Set(runner, null);
                    var loadTime = options.LoadTime + extraLoadTime;
                    if (loadTime > TimeSpan.Zero)
                        await Task.Delay(loadTime, options.TimeProvider, cancellationToken);
                    Set(runner, new LoadedModel(model, contextLength, Expiry(options.KeepAlive)));
                }
            }
            finally
            {
                runner.Loading.Release();
            }
        }
        catch
        {
            Leave(runner, keepAlive: null);
            throw;
        }
        return new RunnerLease(options.TimeProvider.GetElapsedTime(asked), () => Leave(runner, keepAlive ?? options.KeepAlive));
    }

    private async Task EnterAsync(Runner runner, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!runner.Slots.Wait(0, CancellationToken.None))
            {
                if (_waiting >= options.MaxQueue)
                    throw new OllamaException(503, "server busy, please try again.  maximum pending requests exceeded");
                _waiting++;
            }
            else
            {
                runner.Active++;
                return;
            }
        }
        try
        {
            await runner.Slots.WaitAsync(cancellationToken);
            lock (_gate)
                runner.Active++;
        }
        finally
        {
            lock (_gate)
                _waiting--;
        }
    }

    private void Leave(Runner runner, TimeSpan? keepAlive)
    {
        lock (_gate)
        {
            runner.Active--;
            if (keepAlive is { } stay && runner.Loaded is { } loaded)
                runner.Loaded = stay == TimeSpan.Zero && runner.Active == 0 ? null : loaded with { ExpiresAt = Expiry(stay) };
            runner.Slots.Release();
        }
    }

    private bool IsLoaded(Runner runner, SimulatedModel model, int contextLength)
    {
        lock (_gate)
            return runner.Current(Now) is { } loaded
                && loaded.ContextLength == contextLength
                && WeightsOf(loaded.Model) == WeightsOf(model);
    }

    private void Set(Runner runner, LoadedModel? loaded)
    {
        lock (_gate)
            runner.Loaded = loaded;
    }

    private Runner For(SimulatedModel model)
    {
        var weights = WeightsOf(model);
        lock (_gate)
            return _runners.TryGetValue(weights, out var runner) ? runner : _runners[weights] = new Runner(options.ParallelRequests);
    }

    private static string WeightsOf(SimulatedModel model) =>
        model.Layers.FirstOrDefault(layer => layer.Kind == "model")?.Digest ?? model.Name;

    private DateTimeOffset Expiry(TimeSpan keepAlive) => Now + keepAlive;

    private sealed class Runner(int slots)
    {
        public SemaphoreSlim Slots { get; } = new(slots);

        public SemaphoreSlim Loading { get; } = new(1);

        public LoadedModel? Loaded { get; set; }

        public int Active { get; set; }

        public LoadedModel? Current(DateTimeOffset now)
        {
            if (Active == 0 && Loaded is not null && Loaded.ExpiresAt <= now)
                Loaded = null;
            return Loaded;
        }
    }
}

/// <summary>A slot of a loaded model; disposing it gives it back and starts the keep-alive.</summary>
internal sealed class RunnerLease(TimeSpan loadTime, Action release) : IDisposable
{
    public TimeSpan LoadTime { get; } = loadTime;

    public void Dispose() => release();
}
