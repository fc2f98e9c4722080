using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Ollama gets what the portal says, and nothing that a browser sent along (CVE-2026-109292).</summary>
[Trait("Security", "54")]
public sealed class BrowserHeaderTests : SharedPortalTests
{
    private const string Marker = "zq7xheader";

    // Of HTTP itself.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
        { "Host", "Accept", "Content-Type", "Content-Length", "Transfer-Encoding", "User-Agent" };

    private static readonly (string Name, string Value)[] Sent =
    [
        ("Authorization", $"Bearer {Marker}"),
        ("X-Api-Key", Marker),
        ("User-Agent", Marker),
        ("Referer", $"http://{Marker}.example/"),
        ("Accept-Language", Marker),
        ("X-Forwarded-For", "203.0.113.77"),
        ("Forwarded", $"for={Marker}"),
        ("From", $"{Marker}@example.org"),
        ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        ("tracestate", $"v={Marker}"),
        ("baggage", $"secret={Marker}"),
        ("Correlation-Context", $"secret={Marker}"),
        ("Request-Id", $"|{Marker}.1."),
        ("X-Odd", Marker),
    ];

    protected override Dictionary<string, string> Settings => new() { ["Chats:TitlesByModel"] = "true" };

    [Fact]
    public async Task No_header_or_cookie_of_the_browser_reaches_Ollama()
    {
        Root.Cookies.Add(Portal.Address, new System.Net.Cookie("odd", Marker, "/"));
        var (chat, answer) = await SharedPortal.AskAsync(Root, "Hello");
        Ollama.Requests.Clear();

        foreach (var (method, path, form, json) in new (string, string, Dictionary<string, string>?, string?)[]
        {
            ("GET", "/ollama/status?now=true", null, null),
            ("GET", "/model/details/qwen3:8b", null, null),
            ("POST", "/chat/new", null, """{"message":"Hello"}"""),
            ("POST", $"/chat/{chat}/message?wait=true", null, """{"message":"Hello"}"""),
            ("POST", $"/chat/{chat}/message/{answer}/regenerate?wait=true", [], null),
            ("POST", "/model/load/qwen3:8b", [], null),
            ("POST", "/model/unload/qwen3:8b", [], null),
            ("POST", "/model/copy/qwen3:8b", new() { ["to"] = "mine:1" }, null),
            ("POST", "/model/create", new() { ["name"] = "made:1", ["from"] = "qwen3:8b" }, null),
            ("POST", "/model/delete/mine:1", [], null),
            ("POST", "/model/download/smollm2:135m", [], null),
        })
        {
            using var request = await Ask.Request(method, path, Ask.Program, form, json).WithTokenOfAsync(Root);
            foreach (var (name, value) in Sent) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
            using var answered = await Root.SendAsync(request, Cancellation);
            answered.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)answered.StatusCode} {await answered.TextAsync()}");
        }

        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);
        string[] paths = ["/api/tags", "/api/show", "/api/chat", "/api/copy", "/api/create", "/api/delete", "/api/pull"];
        paths.ShouldBeSubsetOf(Ollama.Requests.All.Select(r => r.Path), "else nothing has been tested");
        var secrets = Root.Secrets.Append(Marker).Append("4bf92f3577b34da6a3ce929d0e0e4736").Append("203.0.113.77").ToList();
        foreach (var received in Ollama.Requests.All)
        {
            received.Headers.Keys.ShouldBeSubsetOf(Known, $"{received}");
            var all = string.Join('\n', received.Headers.Select(header => $"{header.Key}: {header.Value}")) + received.Body;
            foreach (var secret in secrets) all.ShouldNotContain(secret, Case.Insensitive, $"{received}");
        }
    }
}
