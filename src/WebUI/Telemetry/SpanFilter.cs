using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace ChatAi.WebUI.Telemetry;

/// <summary>
/// Lets only attributes through that are known to tell nothing about a person: not the path, in which links that work once stand, nor the
/// query, the address or the browser of who asks. A later version of a library may add what it likes.
/// </summary>
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

        // A failure's words may name the address that was asked.
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
    }
}
