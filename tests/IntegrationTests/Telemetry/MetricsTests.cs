using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Telemetry;

/// <summary>What Prometheus finds. The portal is a process of its own: instruments of all portals in one process would be one.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private const string Pulled = "smollm2:135m";

    private static readonly string[] Kinds = ["read", "write", "commit"];

    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private readonly Uri _metrics = new($"http://127.0.0.1:{FreePort.Next()}");
    private SimulatedOllama _ollama = null!;
    private PortalProcess _portal = null!;
    private Visitor _root = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ollama = await SimulatedOllama.StartAsync(new SimulatorOptions { TokensPerSecond = 100 });
        _portal = await PortalProcess.StartAsync(_data, _ollama.Address, settings: new() { ["Metrics__Port"] = $"{_metrics.Port}" });
        _root = new Visitor(_portal.Address);
        await _root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
    }

    public async ValueTask DisposeAsync()
    {
        _root.Dispose();
        await _portal.DisposeAsync();
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_page_that_takes_this_address_for_its_own_name_reads_nothing()
    {
        using var client = new HttpClient();
        foreach (
            var (host, status) in new[]
            {
                ("attacker.example", HttpStatusCode.BadRequest),
                ("portal:9464", HttpStatusCode.OK),
                ("localhost", HttpStatusCode.OK),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_metrics, "/metrics"));
            request.Headers.Host = host;
            using var answer = await client.SendAsync(request, Cancellation);
            answer.StatusCode.ShouldBe(status, host);
        }
    }

    [Fact]
    public async Task Answers_tokens_and_times_are_counted_by_how_they_end()
    {
        // A second long, so that the journal has something to do.
        _ollama.Answers.Respond = _ => new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 100).Select(i => $"w{i} ")] };
        var chat = await _root.NewChatAsync();
        await _root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One" });
        await _root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Two" });
        _ollama.Faults.NextChat(Fault.ErrorLine(after: 3));
        await _root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Three" });

        await ScrapedAsync(scrape =>
        {
            scrape.Value("chatai_answers_total", "end=\"complete\"").ShouldBe(2);
            scrape.Value("chatai_answers_total", "end=\"failed\"").ShouldBe(1);
            scrape.Value("chatai_answer_wait_seconds_count").ShouldBe(3);
            scrape.Value("chatai_answer_time_to_first_token_seconds_count", "model=\"").ShouldBe(3);
            scrape.Value("chatai_tokens_total", "kind=\"completion\"").ShouldBe(200);
            scrape.Value("chatai_tokens_total", "kind=\"prompt\"").ShouldNotBeNull().ShouldBeGreaterThan(0);
            scrape.Value("chatai_answers_open").ShouldBe(0);
            scrape.Value("chatai_answers_waiting").ShouldBe(0);
            scrape.Value("chatai_streams_open").ShouldBe(0);
            scrape.Value("chatai_model_server_connected").ShouldBe(1);
            var commits = scrape.Value("chatai_journal_commits_total").ShouldNotBeNull();
            commits.ShouldBeGreaterThan(2);
            scrape.Value("chatai_journal_lag_seconds_count").ShouldBe(commits);
            scrape.Value("chatai_journal_lag_seconds_sum").ShouldNotBeNull().ShouldBeGreaterThan(0);
            foreach (var kind in Kinds)
                scrape.Value("chatai_store_duration_seconds_count", $"kind=\"{kind}\"").ShouldNotBeNull().ShouldBeGreaterThan(0);
            scrape
                .Value(
                    "http_server_request_duration_seconds_count",
                    "http_route=\"chat/{id:guid}/message\"",
                    "http_request_method=\"POST\""
                )
                .ShouldBe(3);
        });
    }

    [Fact]
    public async Task Who_waits_and_who_listens_is_told_while_it_is_so()
    {
        _ollama.Answers.Respond = _ => new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 100_000).Select(i => $"w{i} ")] };
        var first = await _root.NewChatAsync("Hello");
        await _ollama.Requests.WaitAsync(r => r.Path == "/api/chat", Cancellation);
        var second = await _root.NewChatAsync("Hello");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var events = _root
            .EventsAsync($"/chat/{first}/events", cancellationToken: leaving.Token)
            .GetAsyncEnumerator(leaving.Token);
        (await events.MoveNextAsync()).ShouldBeTrue();

        await ScrapedAsync(scrape =>
        {
            scrape.Value("chatai_answers_open").ShouldBe(2);
            scrape.Value("chatai_answers_waiting").ShouldBe(1);
            scrape.Value("chatai_streams_open").ShouldBe(1);
        });

        foreach (var chat in new[] { second, first }) (await _root.PostAsync($"/chat/{chat}/stop")).IsSuccessStatusCode.ShouldBeTrue();

        await ScrapedAsync(scrape =>
        {
            scrape.Value("chatai_answers_total", "end=\"stopped\"").ShouldBe(2);
            scrape.Value("chatai_answer_wait_seconds_count").ShouldBe(1, "the second was never begun");
            scrape.Value("chatai_answers_open").ShouldBe(0);
            scrape.Value("chatai_streams_open").ShouldBe(0);
        });
    }

    [Fact]
    public async Task A_download_is_told_while_it_runs_and_counted_when_it_ends()
    {
        _ollama.Options.PullBytesPerSecond = 30_000_000;
        var size = KnownModels.Find(Pulled)!.Size;
        await _root.PostAsync($"/model/download/{Pulled}");

        await ScrapedAsync(scrape =>
        {
            scrape.Value("chatai_pull_completed_bytes", $"model=\"{Pulled}\"").ShouldNotBeNull().ShouldBeInRange(1, size);
            scrape.Value("chatai_pull_size_bytes", $"model=\"{Pulled}\"").ShouldNotBeNull().ShouldBeInRange(size / 2, size);
        });

        _ollama.Options.PullBytesPerSecond = 0;
        await ScrapedAsync(scrape =>
        {
            scrape.Value("chatai_pulls_total", "end=\"succeeded\"").ShouldBe(1);
            scrape.Value("chatai_pull_completed_bytes").ShouldBeNull("it does not run any more");
        });
    }

    [Fact]
    public async Task The_documentation_names_each_metric_of_the_portal()
    {
        await _root.PostAsync($"/chat/{await _root.NewChatAsync()}/message?wait=true", new { message = "One" });
        _ollama.Options.PullBytesPerSecond = 30_000_000;
        await _root.PostAsync($"/model/download/{Pulled}");

        // What counts failures only is there once there is one.
        var named = System
            .Text.RegularExpressions.Regex.Matches(Repository.Read("docs/metrics.md"), "`(chatai_[a-z_]+)`")
            .Select(m => m.Groups[1].Value)
            .Where(name => !name.StartsWith("chatai_journal", StringComparison.Ordinal))
            .Distinct()
            .Order()
            .ToList();
        named.Count.ShouldBeGreaterThan(8);
        var told = new SortedSet<string>();
        await ScrapedAsync(scrape =>
        {
            told.UnionWith(
                scrape.Names.Where(name =>
                    name.StartsWith("chatai_", StringComparison.Ordinal) && !name.StartsWith("chatai_journal", StringComparison.Ordinal)
                )
            );

            // One is read after the other, and the download may have begun in between.
            told.ShouldContain("chatai_pull_completed_bytes");
            told.ShouldContain("chatai_pull_size_bytes");
            _ollama.Options.PullBytesPerSecond = 0;
            scrape.Value("chatai_pulls_total").ShouldNotBeNull();
        });
        told.Order(StringComparer.Ordinal).ShouldBe(named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Metrics_and_pages_do_not_stand_at_the_same_port()
    {
        (await _root.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stranger = new Visitor(_portal.Address);
        (await stranger.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var prometheus = new Visitor(_metrics);
        (await prometheus.GetAsync("/metrics")).Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        foreach (
            var path in new[]
            {
                "/",
                "/login",
                "/register_user",
                "/dashboard",
                "/healthz",
                "/metrics/",
                "/metrics/more",
                "/lib/licences.txt",
                "/ollama/status",
            }
        )
        {
            using var answer = await prometheus.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (await answer.TextAsync()).ShouldBe("Only /metrics is here.\n", path);
        }

        using var post = new HttpRequestMessage(HttpMethod.Post, "/metrics") { Content = new StringContent("") };
        (await prometheus.SendAsync(post, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_Prometheus_asks_is_not_counted_as_what_people_ask()
    {
        for (var i = 0; i < 5; i++) await Scrape.OfAsync(_metrics);

        // One request of the set-up that registers root, and its form.
        (await Scrape.OfAsync(_metrics))
            .Value("http_server_request_duration_seconds_count", "http_response_status_code=\"404\"")
            .ShouldBeNull();
        (await Scrape.OfAsync(_metrics)).Text.ShouldNotContain("127.0.0.1");
        (await Scrape.OfAsync(_metrics)).Text.ShouldNotContain("url_path");
    }

    [Fact]
    public async Task A_port_that_is_taken_stops_the_start_with_a_sentence()
    {
        var (exitCode, said) = await PortalProcess.RunAsync([], new()
        {
            ["DATA_DIR"] = Path.Combine(_data, "second"),
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Metrics__Port"] = $"{_metrics.Port}",
        });

        exitCode.ShouldBe(1);
        said.ShouldContain($"Chat AI cannot start: Nothing can listen on 127.0.0.1:{_metrics.Port} for the metrics");
        said.ShouldContain("Set Metrics__Port or Metrics__Address to another");
    }

    private Task ScrapedAsync(Action<Scrape> assertion) => Eventually.HoldsAsync(async () => assertion(await Scrape.OfAsync(_metrics)));
}
