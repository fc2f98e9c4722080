using System.Diagnostics;
using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class CrashTests : IAsyncLifetime
{
    // What we promise, which takes a quiet machine. Beside other tests the same moments take longer.
    private static readonly TimeSpan MaxLost = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxLostOnBusyMachine = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan MaxStop = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxStopOnBusyMachine = TimeSpan.FromSeconds(15);

    private const int Kills = 20;

    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync(new SimulatorOptions { TokensPerSecond = 100 });

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public Task An_orderly_stop_keeps_all_and_waits_for_no_reader() => ShouldStopAsync(MaxStopOnBusyMachine);

    [SlowFact]
    public Task An_orderly_stop_takes_no_longer_than_promised() => ShouldStopAsync(MaxStop);

    private async Task ShouldStopAsync(TimeSpan maxStop)
    {
        _ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 5_000).Select(i => $"w{i} ")] });
        string chat;
        long stopped;

        await using (var portal = await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            using var root = new Visitor(portal.Address);
            await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
            chat = await root.NewChatAsync("Hello");
            var reading = ReadToEndAsync(root, $"/chat/{chat}/events");
            var watching = ReadToEndAsync(root, "/model/downloads/events");
            await _ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 100 }, TestContext.Current.CancellationToken);

            stopped = Stopwatch.GetTimestamp();
            await portal.TerminateAsync();
            (await reading).ShouldContain("failed");
            await watching;
        }

        Stopwatch.GetElapsedTime(stopped).ShouldBeLessThan(maxStop);
        await using var again = await PortalProcess.StartAsync(_data, _ollama.Address);
        using var back = new Visitor(again.Address);
        await back.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        var page = await back.PageAsync($"/chat/{chat}");
        page.ShouldContain("w99 ");
        page.ShouldContain("Interrupted");
    }

    [Fact]
    public async Task An_orderly_stop_lets_an_answer_end_and_tells_who_waits()
    {
        var words = Enumerable.Range(0, 150).Select(i => $"w{i} ").ToList();
        _ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = words });
        string first, second;
        await using (var portal = await PortalProcess.StartAsync(_data, _ollama.Address))
        {
            using var root = new Visitor(portal.Address);
            await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
            first = await root.NewChatAsync("Hello");
            second = await root.NewChatAsync("And you?");
            var reading = ReadToEndAsync(root, $"/chat/{first}/events");
            var waiting = ReadToEndAsync(root, $"/chat/{second}/events");
            var asking = root.PostAsync($"/chat/{await root.NewChatAsync()}/message?wait=true", new { message = "Third" });
            await _ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 60 }, TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync(async () => (await root.PageAsync("/dashboard")).ShouldContain("Third"));

            await portal.TerminateAsync();
            (await reading)[^1].ShouldBe("done");
            (await waiting)[^1].ShouldBe("failed");
            (await asking).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        await using var again = await PortalProcess.StartAsync(_data, _ollama.Address);
        using var back = new Visitor(again.Address);
        await back.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        (await back.PageAsync($"/chat/{first}")).ShouldContain(string.Concat(words).Trim());
        (await back.PageAsync($"/chat/{second}")).ShouldContain("Interrupted");
    }

    [Fact]
    public Task A_kill_of_the_portal_costs_no_more_than_the_last_moment_of_an_answer() =>
        ShouldLoseLittleAsync(_data, MaxLostOnBusyMachine);

    [SlowFact]
    public async Task Of_many_kills_none_costs_more_than_promised()
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            _ollama.Reset(new SimulatorOptions { TokensPerSecond = 100 });
            await ShouldLoseLittleAsync(Path.Combine(_data, $"{kill}"), MaxLost);
        }
    }

    private async Task ShouldLoseLittleAsync(string data, TimeSpan maxLost)
    {
        var words = Enumerable.Range(0, 5_000).Select(i => $"w{i} ").ToList();
        var thoughts = Enumerable.Range(0, 20).Select(i => $"t{i} ").ToList();
        _ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = words, ThinkingPieces = thoughts });
        string chat;
        string answer;

        await using (var portal = await PortalProcess.StartAsync(data, _ollama.Address))
        {
            using var root = new Visitor(portal.Address);
            await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
            chat = await root.NewChatAsync();
            await root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "qwen3:8b" }, "/dashboard");
            var sent = await (await root.PostAsync($"/chat/{chat}/message", new { message = "Hello" })).JsonAsync();
            answer = sent.GetProperty("assistantMessage").GetProperty("id").GetString()!;
            await _ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 300 }, TestContext.Current.CancellationToken);
            await portal.KillAsync();
        }

        var request = _ollama.Requests.Chats.Single();
        var written = request.TokenTimestamps;
        var certain = written.Count(at => Stopwatch.GetElapsedTime(at, written[^1]) > maxLost) - thoughts.Count;

        await using var again = await PortalProcess.StartAsync(data, _ollama.Address);
        using var back = new Visitor(again.Address);
        await back.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        var message = (await back.JsonAsync($"/chat/{chat}/message/{answer}")).GetProperty("message");

        message.GetProperty("status").GetString().ShouldBe("interrupted");
        var reasoning = message.GetProperty("parts")[0];
        (reasoning.GetProperty("kind").GetString(), reasoning.GetProperty("text").GetString())
            .ShouldBe(("reasoning", string.Concat(thoughts)));
        var content = message.GetProperty("content").GetString()!;
        string.Concat(words).ShouldStartWith(content);
        content.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThanOrEqualTo(certain);
        (await back.PageAsync($"/chat/{chat}")).ShouldContain("Interrupted");
    }

    private static async Task<List<string>> ReadToEndAsync(Visitor visitor, string path)
    {
        var types = new List<string>();
        try
        {
            await foreach (var item in visitor.EventsAsync(path, cancellationToken: TestContext.Current.CancellationToken))
                types.Add(item.Type);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            // The server may close before the stream's last byte.
        }

        return types;
    }
}
