using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace ChatAi.WebUI.Telemetry;

/// <summary>Keeps only attributes that reveal nothing about a person: not the path, which may be a one-time link, nor the query, the
/// client's address or the user agent. A new version of a library may add others.</summary>
internal sealed class SpanFilter : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "chatai.answer.end", "chatai.model", "chatai.tokens.completion", "chatai.tokens.prompt", "error.type", "http.request.method",
        "http.response.status_code", "http.route", "network.protocol.version", "url.scheme", "url.template",
    }.ToFrozenSet();

    public override void OnEnd(Activity data)
    {
        foreach (var (key, _) in data.TagObjects.ToList())
        {
            if (!Known.Contains(key)) data.SetTag(key, null);
        }

        // An error message may contain the requested address.
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
    }
}
