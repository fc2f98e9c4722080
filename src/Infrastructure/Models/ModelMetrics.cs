using System.Diagnostics.Metrics;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>What is measured of the model server and of downloads. The names of models that are being downloaded are told: root knows them, and they are few.</summary>
internal sealed class ModelMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _pulls;

    public ModelMetrics(IMeterFactory meters, IModelServerMonitor monitor)
    {
        _meter = meters.Create("ChatAi.Models");
        _pulls = _meter.CreateCounter<long>("chatai.pulls", "{pull}", "Downloads that have run and ended, by how they did.");
        _meter.CreateObservableGauge("chatai.model_server.connected", () => monitor.Current.IsConnected ? 1 : 0, "{server}", "1 while the model server answers, else 0.");
    }

    /// <summary>To be called once.</summary>
    public void Watch(Func<IEnumerable<PullProgress>> running)
    {
        _meter.CreateObservableUpDownCounter("chatai.pull.completed", () => running().Select(p => Of(p, p.CompletedBytes)), "By", "What has come of each download that runs.");
        _meter.CreateObservableUpDownCounter("chatai.pull.size", () => running().Select(p => Of(p, p.TotalBytes)), "By", "How big each download that runs is, as far as it is known.");
    }

    public void Ended(PullStatus status)
    {
        if (status is PullStatus.Succeeded or PullStatus.Failed or PullStatus.Cancelled)
            _pulls.Add(1, KeyValuePair.Create<string, object?>("end", status.ToString().ToLowerInvariant()));
    }

    private static Measurement<long> Of(PullProgress pull, long bytes) => new(bytes, KeyValuePair.Create<string, object?>("model", pull.Model));
}
