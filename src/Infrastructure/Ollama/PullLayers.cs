using ChatAi.Application.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Adds up a download over its layers. A layer that arrives quickly never gets a line.</summary>
internal sealed class PullLayers
{
    private readonly Dictionary<string, Layer> _layers = [];

    public PullEvent.Progress Add(PullLine line)
    {
        if (line.Digest is { } digest)
        {
            // What a layer has when it first appears is from an earlier attempt.
            var resumed = _layers.TryGetValue(digest, out var known) ? Math.Min(known.Resumed, line.Completed) : line.Completed;
            _layers[digest] = new Layer(line.Completed, line.Total, resumed);
        }

        var completed = 0L;
        var total = 0L;
        var fetched = 0L;
        foreach (var layer in _layers.Values)
        {
            completed += layer.Completed;
            total += layer.Total;
            fetched += layer.Completed - layer.Resumed;
        }

        return new PullEvent.Progress(line.Status ?? "", completed, total)
        {
            IsTransfer = line.Digest is not null && completed < total,
            IsChecking = line.Digest is null && PullStatusLine.IsChecking(line.Status),
            FetchedBytes = fetched,
        };
    }

    private readonly record struct Layer(long Completed, long Total, long Resumed);
}
