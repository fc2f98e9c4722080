using System.Runtime.CompilerServices;

namespace ChatAi.OllamaSimulator;

internal sealed class Pulls(SimulatedOllama simulator)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(60);

    public Task HandleAsync(HttpContext context)
    {
        var fields = Fields.Parse(context.Received().Body, "PullRequest");
        var asked = ModelEndpoints.ModelField(fields);
        if (ModelName.Parse(asked) is null)
            throw new OllamaException(400, "invalid model name");
        var lines = RunAsync(asked, fields.Flag("insecure") ?? false, context.RequestAborted);
        return ProgressAnswer.WriteAsync(context, fields.Flag("stream") ?? true, lines, context.RequestAborted);
    }

    public async IAsyncEnumerable<ProgressLine> RunAsync(
        string asked, bool insecure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = ModelName.Parse(asked)!;
        var fault = simulator.Faults.TakeForPull();
        yield return new ProgressLine("pulling manifest");
        if (fault?.Kind == FaultKind.SilentManifest)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        var model = simulator.Registry.Resolve(name, insecure);
        var remaining = model.Size * (fault?.After ?? 0) / 100;
        foreach (var layer in model.Layers)
        {
            var blob = simulator.Blobs.Get(layer);
            if (blob.IsComplete)
            {
                yield return Progress(layer, layer.Size);
                continue;
            }
            if (fault is not null)
                blob.CutOffAt = fault.Kind is FaultKind.CorruptBlob or FaultKind.SlowVerify ? null : Math.Min(remaining, layer.Size - 1);
            await foreach (var line in DownloadAsync(layer, blob, cancellationToken))
            {
                yield return line;
                if (blob.CutOffAt is { } end && blob.Arrived >= end)
                    break;
            }
            if (blob.CutOffAt is not null && fault is not null)
            {
                await foreach (var line in FailAsync(fault, name, layer, blob, cancellationToken))
                    yield return line;
            }
        }
        yield return new ProgressLine("verifying sha256 digest");
        if (fault is { Kind: FaultKind.SlowVerify, Delay: { } delay })
            await Task.Delay(delay, simulator.Options.TimeProvider, cancellationToken);
        if (fault?.Kind == FaultKind.CorruptBlob)
            throw Corrupt(model.Layers[0]);
        yield return new ProgressLine("writing manifest");
        simulator.Models.Install(model with { ModifiedAt = default });
        yield return new ProgressLine("success");
    }

    // A line every 60 ms for as long as it takes: a fast layer has none. A slow one has at least one, however late a busy
    // machine wakes this up.
    private async IAsyncEnumerable<ProgressLine> DownloadAsync(
        ModelLayer layer, Blob blob, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var interest = blob.Want();
        var time = simulator.Options.TimeProvider;
        var lastLine = time.GetTimestamp();
        var owesLine = simulator.Options.RegistryLatency + blob.TimeLeft > ProgressInterval;
        while (owesLine || !blob.IsComplete)
        {
            var untilLine = ProgressInterval - time.GetElapsedTime(lastLine);
            if (untilLine <= TimeSpan.Zero)
            {
                lastLine = time.GetTimestamp();
                owesLine = false;
                yield return Progress(layer, blob.Arrived);
                continue;
            }
            var wait = blob.TimeLeft < untilLine && simulator.Options.RegistryLatency == TimeSpan.Zero ? blob.TimeLeft : untilLine;
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), time, cancellationToken);
        }
    }

    private async IAsyncEnumerable<ProgressLine> FailAsync(
        Fault fault, ModelName name, ModelLayer layer, Blob blob, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var time = simulator.Options.TimeProvider;
        var since = time.GetTimestamp();
        var patience = fault.Kind == FaultKind.RegistryDies ? fault.Delay ?? TimeSpan.FromSeconds(60) : TimeSpan.Zero;
        // Ollama tries again for about a minute and repeats its last line meanwhile (transcript 155).
        try
        {
            while (fault.Kind == FaultKind.Silence || time.GetElapsedTime(since) < patience)
            {
                await Task.Delay(ProgressInterval, time, cancellationToken);
                if (fault.Kind != FaultKind.Silence)
                    yield return Progress(layer, blob.Arrived);
            }
        }
        finally
        {
            // Also when the client leaves first: the next one finds a registry that sends.
            blob.CutOffAt = null;
        }
        throw fault.Kind switch
        {
            FaultKind.Reset or FaultKind.CutOff => new BrokenConnectionFault(withReset: fault.Kind == FaultKind.Reset),
            FaultKind.NoDone => new EndsEarlyFault(),
            FaultKind.DiskFull => new OllamaException(500,
                $"write /root/.ollama/models/blobs/{layer.Digest.Replace(':', '-')}-partial-0: no space left on device"),
            FaultKind.ErrorLine => new OllamaException(500, fault.Text ?? "EOF"),
            _ => new OllamaException(
                500,
                $"max retries exceeded: Get \"https://{name.Host}/v2/{name.Namespace}/{name.Model}/blobs/{layer.Digest}\": dial tcp "
                    + "127.0.0.1:443: connect: connection refused"
            ),
        };
    }

    private OllamaException Corrupt(ModelLayer layer)
    {
        simulator.Blobs.Forget(layer);
        return new OllamaException(500,
            $"digest mismatch, file must be downloaded again: want {layer.Digest}, got sha256:{SimulatedModel.Sha256(layer.Digest)}");
    }

    private static ProgressLine Progress(ModelLayer layer, long arrived) =>
        new($"pulling {layer.Digest["sha256:".Length..][..12]}", layer.Digest, layer.Size, arrived == 0 ? null : arrived);
}
