using System.Diagnostics.Metrics;
using ChatAi.WebUI.Limits;

namespace ChatAi.WebUI.Telemetry;

/// <summary>The number of open streams. Created only if metrics are enabled.</summary>
internal sealed class StreamMetrics
{
    public StreamMetrics(IMeterFactory meters, OpenStreams streams) => meters.Create("ChatAi.Streams").CreateObservableUpDownCounter(
        "chatai.streams.open", () => streams.Count, "{stream}", "Event streams that are open, with files that are being downloaded.");
}
