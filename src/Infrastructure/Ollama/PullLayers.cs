using ChatAi.Application.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Adds up a download over its layers; a layer that arrives quickly never gets a line.</summary>
internal sealed class PullLayers
{
    private readonly Dictionary<string, (long Completed, long Total)> _layers = [];

    public PullEvent.Progress Add(PullLine line)
    {
        if (line.Digest is { } digest) _layers[digest] = (line.Completed, line.Total);
        var (completed, total) = (0L, 0L);
        foreach (var layer in _layers.Values)
        {
            completed += layer.Completed;
            total += layer.Total;
        }

        return new PullEvent.Progress(line.Status ?? "", completed, total)
        {
            IsTransfer = line.Digest is not null && completed < total,
        };
    }
}
