using System.Diagnostics.Metrics;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>Metrics of the model server and downloads. Only running downloads are labelled with a model, so labels stay few.</summary>
internal sealed class ModelMetrics
{
    private readonly Counter<long> _pulls;

    public ModelMetrics(IMeterFactory meters, IModelServerMonitor monitor, PullBoard board)
    {
        var meter = meters.Create("ChatAi.Models");
        _pulls = meter.CreateCounter<long>("chatai.pulls", "{pull}", "Finished downloads, by outcome.");
        meter.CreateObservableGauge(
            "chatai.model_server.connected",
            () => monitor.Current.IsConnected ? 1 : 0,
            "{server}",
            "1 while the model server answers, otherwise 0."
        );
        meter.CreateObservableUpDownCounter(
            "chatai.pull.completed",
            () => board.Running().Select(p => Measure(p, p.CompletedBytes)),
            "By",
            "Bytes fetched by each running download."
        );
        meter.CreateObservableUpDownCounter(
            "chatai.pull.size",
            () => board.Running().Select(p => Measure(p, p.TotalBytes)),
            "By",
            "Size of each running download, as far as it is known."
        );
    }

    public void RecordEnd(PullStatus status)
    {
        if (status is PullStatus.Succeeded or PullStatus.Failed or PullStatus.Cancelled)
            _pulls.Add(1, KeyValuePair.Create<string, object?>("end", status.ToString().ToLowerInvariant()));
    }

    private static Measurement<long> Measure(PullProgress pull, long bytes) =>
        new(bytes, KeyValuePair.Create<string, object?>("model", pull.Model));
}
