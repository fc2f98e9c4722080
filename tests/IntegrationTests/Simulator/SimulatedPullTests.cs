using System.Text.Json;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Simulator;

public sealed class SimulatedPullTests : IAsyncLifetime
{
    private const string Small = """{"model":"smollm2:135m"}""";

    private SimulatedOllama _simulator = null!;
    private SimulatorClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatedOllama.StartAsync(new SimulatorOptions { Models = [], PullBytesPerSecond = 300_000_000 }, Cancellation);
        _client = new SimulatorClient(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Goes_on_from_what_had_arrived_when_the_client_left()
    {
        // Slow enough that a busy machine does not fetch all of it before the client has left.
        _simulator.Options.PullBytesPerSecond = 10_000_000;
        var before = await PullUntilAsync(line => line.Completed() > 5_000_000);
        await _simulator.Requests.WaitAsync(request => request is { ClientLeft: true, Finished: true }, Cancellation);
        (await _client.GetAsync("/api/tags", Cancellation))
            .GetProperty("models")
            .GetArrayLength()
            .ShouldBe(0, "half a model is not listed");

        _simulator.Options.PullBytesPerSecond = 300_000_000;
        var lines = await _client.AllLinesAsync("/api/pull", Small, Cancellation);

        lines.First(line => line.Completed() > 0).Completed().ShouldBeGreaterThanOrEqualTo(before);
        lines[^1].Status().ShouldBe("success");
        _simulator.Models.Find("smollm2:135m").ShouldNotBeNull().Size.ShouldBe(270_898_672);
        _simulator.FetchedBytes.ShouldBe(270_898_672, "nothing is fetched twice, and nothing while nobody wants it");
    }

    [Fact]
    public async Task Shares_one_download_between_two_clients()
    {
        var first = _client.AllLinesAsync("/api/pull", Small, Cancellation);
        await Eventually.HoldsAsync(() =>
        {
            _simulator.FetchedBytes.ShouldBeGreaterThan(60_000_000);
            return Task.CompletedTask;
        });

        var second = await _client.AllLinesAsync("/api/pull", Small, Cancellation);

        second.First(line => line.Completed() > 0).Completed().ShouldBeGreaterThan(60_000_000);
        second[^1].Status().ShouldBe("success");
        (await first)[^1].Status().ShouldBe("success");
        _simulator.Requests.Pulls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Repeats_itself_while_the_registry_is_gone_and_can_be_asked_again()
    {
        _simulator.Faults.NextPull(Fault.RegistryDies(afterPercent: 30, patience: TimeSpan.FromMilliseconds(400)));

        var lines = await _client.AllLinesAsync("/api/pull", Small, Cancellation);

        lines[^1].Error().ShouldNotBeNull().ShouldStartWith("max retries exceeded");
        lines.TakeLast(4).SkipLast(1).Select(LineExtensions.Completed).Distinct().Count().ShouldBe(1);
        var again = await _client.AllLinesAsync("/api/pull", Small, Cancellation);
        again.First(line => line.Completed() > 0).Completed().ShouldBeGreaterThan(80_000_000);
        again[^1].Status().ShouldBe("success");
    }

    [Theory]
    [InlineData("disk-full after=40", "no space left on device")]
    [InlineData("corrupt-blob", "digest mismatch")]
    [InlineData("error-line after=10", "EOF")]
    public async Task Fails_on_demand(string fault, string error)
    {
        _simulator.Faults.NextPull(FaultText.Parse(fault).ShouldNotBeNull());

        var lines = await _client.AllLinesAsync("/api/pull", Small, Cancellation);

        lines[^1].Error().ShouldNotBeNull().ShouldContain(error);
        _simulator.Models.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_quick_with_what_is_installed()
    {
        _simulator.Options.PullBytesPerSecond = 1;
        _simulator.Models.Install("smollm2:135m");

        var lines = await _client.AllLinesAsync("/api/pull", Small, Cancellation);

        lines
            .Where(line => line.TryGetProperty("total", out _))
            .ShouldAllBe(line => line.Completed() == line.GetProperty("total").GetInt64());
        lines[^1].Status().ShouldBe("success");
    }

    [Theory]
    [InlineData("nosuch", false)]
    [InlineData("qwen3:oops", false)]
    [InlineData("qwen3:8b", true)]
    [InlineData("gemma3", true)]
    [InlineData("mistral-small:24b", true)]
    public async Task Has_what_a_registry_would_have(string name, bool exists)
    {
        _simulator.Options.PullBytesPerSecond = 0;

        var lines = await _client.AllLinesAsync("/api/pull", $$"""{"model":"{{name}}"}""", Cancellation);

        (lines[^1].Status() == "success").ShouldBe(exists);
        if (!exists)
            lines[^1].Error().ShouldBe("pull model manifest: file does not exist");
    }

    private async Task<long> PullUntilAsync(Func<JsonElement, bool> enough)
    {
        var last = default(JsonElement);
        await foreach (var line in _client.LinesAsync("/api/pull", Small, Cancellation))
        {
            last = line;
            if (enough(line))
                break;
        }
        return last.Completed();
    }
}
