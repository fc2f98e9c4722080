using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using ChatAi.Infrastructure.Answers;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Telemetry;

public sealed class TraceTests : SignedInTests
{
    [Fact]
    public async Task An_answer_is_a_span_of_its_own_that_names_the_request_and_holds_what_is_asked_of_Ollama()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is AnswerMetrics.Name or "System.Net.Http" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/chat/{await Root.NewChatAsync()}/message?wait=true")
        {
            Content = JsonContent.Create(new { message = "Hello" }),
        };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        request.Headers.Add("Accept", "application/json");

        using var answer = await Root.SendAsync(request, withToken: true, cancellationToken: Cancellation);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        await Eventually.HoldsAsync(() =>
        {
            // Other tests run in this process.
            var span = ended
                .SingleOrDefault(a => a.Source.Name == AnswerMetrics.Name && a.Links.Any(l => l.Context.TraceId == trace))
                .ShouldNotBeNull();
            span.ParentId.ShouldBeNull();
            span.TraceId.ShouldNotBe(trace);
            span.GetTagItem("chatai.answer.end").ShouldBe("complete");
            span.GetTagItem("chatai.tokens.completion").ShouldBeOfType<int>().ShouldBeGreaterThan(0);
            span.Events.Select(e => e.Name).ShouldBe(["turn", "first token"], ignoreOrder: true);
            var asked = ended.SingleOrDefault(a => a.Source.Name == "Microsoft.AspNetCore" && a.TraceId == trace).ShouldNotBeNull();
            span.Links.Single().Context.SpanId.ShouldBe(asked.SpanId);
            ended
                .Where(a => a.Source.Name == "System.Net.Http")
                .ShouldContain(a => a.TraceId == span.TraceId && a.ParentSpanId == span.SpanId);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Nothing_of_OpenTelemetry_is_registered_where_nobody_asks_for_it()
    {
        Portal.Services.GetService<MeterProvider>().ShouldBeNull();
        Portal.Services.GetService<TracerProvider>().ShouldBeNull();
    }
}

/// <summary>What a portal sends, and that it sends nothing where it is not told to.</summary>
public sealed class SentTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Spans_and_metrics_go_to_where_the_operator_says()
    {
        await using var collector = await Collector.StartAsync();
        await using var portal = await PortalProcess.StartAsync(_data, _ollama.Address, settings: collector.Settings);
        await AskAsync(portal);

        await Eventually.HoldsAsync(() =>
        {
            collector.Traces.ShouldContain("chat-ai");
            collector.Traces.ShouldContain("POST chat/{id:guid}/message");
            collector.Traces.ShouldContain("POST /api/chat");
            collector.Traces.ShouldContain("chatai.answer.end");
            collector.Metrics.ShouldContain("chatai.answers");
            collector.Metrics.ShouldContain("http.server.request.duration");
            return Task.CompletedTask;
        });
        collector.Paths.ShouldBe(["/v1/traces", "/v1/metrics"], ignoreOrder: true);
        collector.Traces.ShouldNotContain("url.path");
        collector.Traces.ShouldNotContain("healthz");
        foreach (var sent in new[] { collector.Traces, collector.Metrics }) sent.ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task Nothing_is_sent_anywhere_unless_it_is_asked_for()
    {
        await using var portal = await PortalProcess.StartAsync(_data, _ollama.Address);
        await AskAsync(portal);

        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded, and whom it talks to, is read from Linux.");
        portal.Loaded.ShouldContain("ChatAi.WebUI.dll", customMessage: "else nothing has been tested");
        portal.Loaded.ShouldNotContain(
            file => file.StartsWith("OpenTelemetry.", StringComparison.Ordinal) && file.Count(c => c == '.') > 1,
            "what gathers and what sends"
        );
        portal.Asked.ShouldNotBeEmpty();
        portal.Asked.Where(port => port != _ollama.Address.Port && port != portal.Address.Port).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector.lan")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier-pigeon")]
    [InlineData("Metrics__Port", "70000")]
    [InlineData("Metrics__Address", "somewhere")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string value)
    {
        var settings = new Dictionary<string, string>
        {
            ["DATA_DIR"] = _data,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9",
            ["Metrics__Port"] = "1",
            [key] = value,
        };

        var (exitCode, said) = await PortalProcess.RunAsync([], settings);

        exitCode.ShouldBe(1);
        said.ShouldContain($"{key} is");
        said.ShouldNotContain("   at ");
    }

    private static async Task AskAsync(PortalProcess portal)
    {
        using var root = new Visitor(portal.Address);
        await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
        (await root.PostAsync($"/chat/{await root.NewChatAsync()}/message?wait=true", new { message = "Hello" })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }
}
