using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;
using ChatAi.WebUI.Security;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What every answer tells a browser, and what a request must show before it changes anything.</summary>
public sealed class BrowserGateTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Styles => shared.Portal.FileAddress("css/main.css");

    [Fact]
    [Trait("Security", "22")]
    [Trait("Security", "23")]
    [Trait("Security", "44")]
    public async Task Every_answer_binds_the_browser()
    {
        string[] files = [Styles, shared.Portal.FileAddress("icons/mark.svg"), "/lib/licences.txt", "/nosuch.css"];
        using var stranger = shared.Portal.Visit();
        foreach (var visitor in new[] { shared.Root, shared.Ben, stranger })
        {
            foreach (
                var (method, path) in Routes
                    .All.Where(r => !r.IsStream)
                    .Select(r => (r.Method, r.Path()))
                    .Concat(files.Select(file => ("GET", file)))
                    .Append(("DELETE", "/dashboard"))
            )
            {
                foreach (var accept in new[] { Ask.Page, Ask.Program })
                {
                    // Without a token, so that a state change is refused.
                    using var answer = await visitor.SendAsync(
                        Ask.Request(method == Routes.Any ? "GET" : method, path, accept),
                        Cancellation
                    );
                    ShouldBind(answer, $"{method} {path} {(int)answer.StatusCode}", isFile: files.Contains(path));
                }
            }
        }
    }

    [Fact]
    [Trait("Security", "23")]
    public async Task The_frame_of_diagrams_may_run_its_scripts_and_nothing_else()
    {
        using var stranger = shared.Portal.Visit();

        using var page = await stranger.GetAsync(Routes.DiagramFrame);
        var policy = Header(page, "Content-Security-Policy").Split("; ");
        policy[0].ShouldMatch(NonceOnly);
        policy[1..]
            .ShouldBe([
                "sandbox allow-scripts",
                "default-src 'none'",
                "style-src 'unsafe-inline'",
                "form-action 'none'",
                "base-uri 'none'",
                "frame-ancestors 'self'",
            ]);

        // Its origin is none, so that what it loads must be for all; nothing else is.
        (string, string)[] files =
        [
            (shared.Portal.FileAddress("js/sandbox/diagram.js"), "*"),
            ("/lib/mermaid/mermaid.esm.min.mjs", "*"),
            (Styles, ""),
            (Routes.DiagramFrame, ""),
            ("/login", ""),
        ];
        foreach (var (file, origin) in files)
        {
            using var answer = await stranger.GetAsync(file);
            Header(answer, "Access-Control-Allow-Origin").ShouldBe(origin, file);
        }
    }

    [Fact]
    [Trait("Security", "23")]
    public async Task So_do_answers_that_no_endpoint_gives()
    {
        using var strangeHost = Ask.Request("GET", "/dashboard");
        strangeHost.Headers.Host = "chat.attacker.example";
        using var notModified = Ask.Request("GET", Styles);
        using (var file = await shared.Ben.GetAsync(Styles)) notModified.Headers.IfNoneMatch.Add(file.Headers.ETag!);
        using var crossSite = await Ask.Request("POST", "/settings").WithTokenOfAsync(shared.Ben);
        crossSite.Headers.Add("Sec-Fetch-Site", "cross-site");
        foreach (
            var (request, status) in new[]
            {
                (strangeHost, 400),
                (notModified, 304),
                (crossSite, 403),
                (Ask.Request("BREW", "/settings"), 405),
                (Ask.Request("GET", "/error/500"), 404),
            }
        )
        {
            using var answer = await shared.Ben.SendAsync(request, Cancellation);
            ((int)answer.StatusCode).ShouldBe(status, $"{request.RequestUri}");
            ShouldBind(answer, $"{request.RequestUri} {status}", isFile: status == 304);
        }
    }

    [Theory]
    [InlineData("without a token", 400)]
    [InlineData("with another's token", 400)]
    [InlineData("with another's token and cookie of it", 400)]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("from another origin", 403)]
    [InlineData("from no origin", 403)]
    [InlineData("as plain text", 400)]
    [InlineData("as nothing", 400)]
    [Trait("Security", "9")]
    public async Task No_state_is_changed_by_what_a_page_of_another_site_could_send(string how, int status)
    {
        // Root may all of it but Anna's chat, so that what refuses is the gate.
        var before = await shared.RowsAsync();
        foreach (var route in Routes.Unsafe.Where(route => route.Right != Right.Anyone))
        {
            using var request = Ask.Request(route, route.Path(shared.AnnasChat));
            if (how == "without a token")
                request.Headers.Remove("RequestVerificationToken");
            else
                request.Headers.Add(
                    "RequestVerificationToken",
                    await (how.StartsWith("with another's", StringComparison.Ordinal) ? shared.Anna : shared.Root).TokenAsync()
                );
            if (how is "cross-site" or "same-site")
                request.Headers.Add("Sec-Fetch-Site", how);
            if (how == "from another origin")
                request.Headers.Add("Origin", "http://127.0.0.1:1");
            if (how == "from no origin")
                request.Headers.Add("Origin", "null");
            if (how == "as plain text")
                request.Content = new StringContent("""{"message":"Hello"}""", Encoding.UTF8, "text/plain");
            if (how == "as nothing")
                request.Content = new ByteArrayContent("message=Hello"u8.ToArray());
            using var answer = await shared.Root.SendAsync(request, Cancellation);

            ((int)answer.StatusCode).ShouldBe(status, $"{route} {how}: {await answer.TextAsync()}");
            (await answer.DetailAsync()).ShouldNotBeEmpty();
        }

        (await shared.RowsAsync()).ShouldBe(before);
        shared.Portal.Ollama.Requests.Pulls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/register_user")]
    [InlineData("/register_root")]
    [Trait("Security", "9")]
    public async Task Nor_does_one_sign_in_from_another_site(string path)
    {
        using var stranger = shared.Portal.Visit();

        (await stranger.SendAsync(Ask.Request("POST", path, form: Portal.Credentials("carla")), Cancellation)).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    [Trait("Security", "9")]
    public async Task A_page_of_its_own_may()
    {
        var address = shared.Portal.Address;
        foreach (
            var (name, value) in new[]
            {
                ("Sec-Fetch-Site", "same-origin"),
                ("Sec-Fetch-Site", "none"),
                ("Origin", address.GetLeftPart(UriPartial.Authority)),
                ("Origin", $"https://{address.Authority}"),
            }
        )
        {
            using var request = await Ask.Request("POST", "/settings", form: new() { ["theme"] = "dark" }).WithTokenOfAsync(shared.Ben);
            request.Headers.Add(name, value);
            (await shared.Ben.SendAsync(request, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent, value);
        }
    }

    [Theory]
    [InlineData("TRACE", "/dashboard")]
    [InlineData("OPTIONS", "/dashboard")]
    [InlineData("PROPFIND", "/dashboard")]
    [InlineData("DELETE", "/chat/new")]
    [InlineData("PUT", "/lib/licences.txt")]
    [InlineData("TRACE", "/nowhere")]
    [InlineData("GET", "/.git/config")]
    [InlineData("GET", "/.git/HEAD")]
    [InlineData("GET", "/.env")]
    [InlineData("GET", "/appsettings.json")]
    [InlineData("GET", "/appsettings.Production.json")]
    [InlineData("GET", "/chatai.db")]
    [InlineData("GET", "/data/chatai.db")]
    [InlineData("GET", "/chatai.db-wal")]
    [InlineData("GET", "/keys/")]
    [InlineData("GET", "/backup.zip")]
    [InlineData("GET", "/ChatAi.WebUI.dll")]
    [InlineData("GET", "/web.config")]
    [InlineData("GET", "/package.json")]
    [InlineData("GET", "/bundle/")]
    [InlineData("GET", "/bundle/..%2f..%2fappsettings.json")]
    [InlineData("GET", "/%2e%2e/appsettings.json")]
    [InlineData("GET", "/lib/licences.txt~")]
    [InlineData("GET", "/swagger/index.html")]
    [InlineData("GET", "/metrics")]
    [Trait("Security", "45")]
    public async Task What_is_not_for_browsers_is_not_there(string method, string path)
    {
        using var stranger = shared.Portal.Visit();
        foreach (var visitor in new[] { shared.Root, stranger })
        {
            using var answer = await visitor.SendAsync(Ask.Request(method, path), Cancellation);
            ((int)answer.StatusCode).ShouldBeOneOf(404, 405);
        }
    }

    [Theory]
    [InlineData("GET", "/api/tags")]
    [InlineData("GET", "/api/version")]
    [InlineData("POST", "/api/generate")]
    [InlineData("POST", "/api/chat")]
    [InlineData("POST", "/api/create")]
    [InlineData("POST", "/api/copy")]
    [InlineData("POST", "/api/push")]
    [InlineData("DELETE", "/api/delete")]
    [InlineData("POST", "/api/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("POST", "/ollama/api/generate")]
    [InlineData("POST", "/v1/chat/completions")]
    [InlineData("POST", "/model/download/..%2f..%2fapi%2fgenerate")]
    [InlineData("POST", "/model/load/..%2f..%2fapi%2fpush")]
    [Trait("Security", "34")]
    public async Task No_route_leads_on_to_Ollama(string method, string path)
    {
        var before = shared.Portal.Ollama.Requests.All.Count(IsChange);
        using var request = await Ask.Request(method, path, json: """{"model":"qwen3:8b"}""").WithTokenOfAsync(shared.Root);
        using var answer = await shared.Root.SendAsync(request, Cancellation);

        ((int)answer.StatusCode).ShouldBeOneOf(path.StartsWith("/model", StringComparison.Ordinal) ? [400] : [404]);
        shared.Portal.Ollama.Requests.All.Count(IsChange).ShouldBe(before);

        static bool IsChange(OllamaSimulator.ReceivedRequest request) =>
            request.Path is "/api/generate" or "/api/create" or "/api/copy" or "/api/push" or "/api/delete" or "/api/pull"
            || request.Path.StartsWith("/api/blobs", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//attacker.example")]
    [InlineData("///attacker.example")]
    [InlineData("/\\attacker.example")]
    [InlineData("\\\\attacker.example")]
    [InlineData("/\t/attacker.example")]
    [InlineData("/\n/attacker.example")]
    [InlineData(" //attacker.example")]
    [InlineData("http://attacker.example")]
    [InlineData("https:attacker.example")]
    [InlineData("https:/attacker.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("attacker.example")]
    [InlineData("@attacker.example")]
    [InlineData(".attacker.example")]
    [InlineData("~//attacker.example")]
    [InlineData("~/\\attacker.example")]
    [InlineData("/dashboard\r\nSet-Cookie: a=b")]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("")]
    [Trait("Security", "42")]
    public async Task Sign_in_leads_to_a_page_of_the_portal(string returnUrl)
    {
        using var visitor = shared.Portal.Visit();
        var fields = Portal.Credentials("ben");
        fields["returnUrl"] = returnUrl;

        var signedIn = await visitor.PostFormAsync("/login", fields, "/login");
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
        signedIn.Headers.Location!.ToString().ShouldBe("/chat/new");

        // And for who is signed in already.
        var again = await visitor.GetAsync($"/login?returnUrl={Uri.EscapeDataString(returnUrl)}");
        again.Headers.Location!.ToString().ShouldBe("/chat/new");
    }

    [Theory]
    [InlineData("/chat/new?model=qwen3:8b")]
    [InlineData("/settings?saved=true#top")]
    [Trait("Security", "42")]
    public async Task And_to_the_one_that_was_asked_for(string returnUrl)
    {
        using var visitor = shared.Portal.Visit();
        var fields = Portal.Credentials("ben");
        fields["returnUrl"] = returnUrl;

        (await visitor.PostFormAsync("/login", fields, "/login")).Headers.Location!.ToString().ShouldBe(returnUrl);
    }

    [Fact]
    [Trait("Security", "44")]
    public async Task Signing_out_empties_what_the_browser_has()
    {
        using var visitor = shared.Portal.Visit();
        await visitor.PostFormAsync("/login", Portal.Credentials("ben"));

        using var answer = await visitor.PostFormAsync("/logout", tokenFrom: "/dashboard");

        answer.Headers.GetValues("Clear-Site-Data").Single().ShouldBe("\"cache\", \"storage\"");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private const string NonceOnly = "^script-src 'nonce-[A-Za-z0-9_-]{22}' 'strict-dynamic'$";
    private const string NoScript = "^script-src 'none'$";

    [Fact]
    [Trait("Security", "23")]
    public async Task Each_page_has_a_nonce_of_its_own_and_all_its_scripts_have_it()
    {
        var nonces = new HashSet<string>();
        foreach (var path in new[] { "/settings", "/chat/new", "/chat/new", "/account" })
        {
            using var answer = await shared.Ben.GetAsync(path);
            var nonce = Header(answer, "Content-Security-Policy").Split('\'')[1]["nonce-".Length..];
            nonces.Add(nonce).ShouldBeTrue(path);
            var scripts = Regex.Matches(await answer.TextAsync(), "<script[^>]*src=[^>]*>").Select(match => match.Value).ToList();
            scripts.Count.ShouldBeGreaterThan(0, path);
            scripts.ShouldAllBe(script => script.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal), path);
        }
    }

    private static void ShouldBind(HttpResponseMessage answer, string what, bool isFile)
    {
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff", what);
        Header(answer, "Referrer-Policy").ShouldBe("same-origin", what);
        Header(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin", what);
        Header(answer, "Cross-Origin-Resource-Policy").ShouldBe("same-origin", what);
        Header(answer, "Permissions-Policy").ShouldContain("camera=()", Case.Sensitive, what);
        Header(answer, "Server").ShouldBeEmpty(what);
        if (!isFile)
            Header(answer, "Cache-Control").ShouldContain("no-store", Case.Sensitive, what);
        if (
            Header(answer, "Content-Type") is { Length: > 0 } type
            && (type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("xml", StringComparison.Ordinal))
        )
            type.ShouldContain("charset=utf-8", Case.Insensitive, what);

        if (answer.RequestMessage!.RequestUri!.AbsolutePath == Routes.DiagramFrame && answer.IsSuccessStatusCode) return;
        var policy = Header(answer, "Content-Security-Policy").Split("; ");
        policy.ShouldContain("default-src 'none'", what);
        var isPage = Header(answer, "Content-Type").StartsWith("text/html", StringComparison.Ordinal);
        policy[0].ShouldMatch(isPage ? NonceOnly : NoScript, what);
        policy.ShouldContain("style-src 'self'", what);
        policy.ShouldContain("object-src 'none'", what);
        policy.ShouldContain("base-uri 'none'", what);
        policy.ShouldContain("frame-ancestors 'none'", what);
        policy.ShouldContain("form-action 'self'", what);
        policy.ShouldContain("img-src 'self' data:", what);
        policy.ShouldContain("connect-src 'self'", what);
        policy.ShouldAllBe(directive => !directive.Contains("unsafe", StringComparison.Ordinal) && !directive.Contains('*'), what);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";
}
