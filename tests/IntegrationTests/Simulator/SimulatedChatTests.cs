using System.Text.RegularExpressions;
using ChatAi.OllamaSimulator;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Simulator;

public sealed partial class SimulatedChatTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lets_each_token_out_when_its_time_has_come()
    {
        var time = new FakeTimeProvider();
        await using var simulator = await SimulatedOllama.StartAsync(
            new SimulatorOptions { TimeProvider = time, TokensPerSecond = 10 },
            Cancellation
        );
        using var client = new SimulatorClient(simulator);
        simulator.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 100).Select(i => $" {i}")] });

        var answer = client.AllLinesAsync("/api/chat", SimulatorClient.Chat("count"), Cancellation);
        var chat = await simulator.Requests.WaitAsync(request => request.TokensWritten == 1, Cancellation);
        await RoundTripAsync(client);
        chat.TokensWritten.ShouldBe(1, "no time has passed on the simulator's clock");

        // One step of a second: a wait that was too long is made up for at once.
        time.Advance(TimeSpan.FromSeconds(1));
        await simulator.Requests.WaitAsync(request => request.TokensWritten == 11, Cancellation);
        await RoundTripAsync(client);
        chat.TokensWritten.ShouldBe(11);

        time.Advance(TimeSpan.FromSeconds(9));
        (await answer)[^1].IsDone().ShouldBeTrue();
    }

    [Fact]
    public async Task Sends_no_byte_before_the_model_is_loaded_and_the_prompt_read()
    {
        var time = new FakeTimeProvider();
        await using var simulator = await SimulatedOllama.StartAsync(
            new SimulatorOptions
            {
                TimeProvider = time,
                LoadTime = TimeSpan.FromSeconds(30),
                TimeToFirstToken = TimeSpan.FromSeconds(5),
            },
            Cancellation
        );
        using var client = new SimulatorClient(simulator);

        var response = client.PostAsync("/api/chat", SimulatorClient.Chat("hello"), Cancellation);
        await simulator.Requests.WaitAsync(request => request.Chat is not null, Cancellation);
        (await client.GetAsync("/api/ps", Cancellation)).GetProperty("models").GetArrayLength().ShouldBe(0);
        response.IsCompleted.ShouldBeFalse();

        while (!response.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await RoundTripAsync(client);
        }
        (time.GetUtcNow() - time.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(35));
        (await client.GetAsync("/api/ps", Cancellation)).GetProperty("models")[0].GetProperty("name").GetString().ShouldBe("llama3.2:3b");
        (await response).Dispose();
    }

    [Fact]
    public async Task Makes_the_second_chat_wait_for_the_first_and_frees_the_slot_when_its_client_leaves()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        simulator.Faults.NextChat(Fault.Silence(after: 1));
        using var first = await client.PostAsync("/api/chat", SimulatorClient.Chat("first"), Cancellation);

        var second = client.AllLinesAsync("/api/chat", SimulatorClient.Chat("second"), Cancellation);
        await simulator.Requests.WaitAsync(request => request.Chat?.LastUserMessage == "second", Cancellation);
        await RoundTripAsync(client);
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();
        (await second)[^1].IsDone().ShouldBeTrue();
        simulator.Requests.Chats[0].ClientLeft.ShouldBeTrue();
        simulator.Requests.Chats[1].ClientLeft.ShouldBeFalse();
    }

    [Fact]
    public async Task Gives_as_many_tokens_as_a_long_answer_is_asked_to_have()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);

        var lines = await client.AllLinesAsync("/api/chat", SimulatorClient.Chat("long 20000"), Cancellation);

        lines[^1].GetProperty("eval_count").GetInt32().ShouldBe(20_000);
        lines.Count.ShouldBe(20_001);
        simulator.Requests.Chats[0].TokenTimestamps.Count.ShouldBe(20_000);
    }

    [Fact]
    public async Task Says_the_same_to_the_same_prompt_and_other_things_to_others()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        async Task<string> Ask(string prompt) =>
            (await client.AllLinesAsync("/api/chat", SimulatorClient.Chat(prompt), Cancellation)).Said();

        var table = await Ask("Show me a table");

        table.ShouldContain("|---");
        (await Ask("Show me a table")).ShouldBe(table);
        (await Ask("Some code, please")).ShouldContain("```csharp");
        (await Ask("Übersetze das")).ShouldContain("日本語");
    }

    [Fact]
    public async Task Writes_times_and_text_as_Go_does()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        simulator.Answers.Enqueue("<b>&\"\\\n\u0001 é 👋");
        using var response = await client.PostAsync("/api/chat", SimulatorClient.Chat("x", more: ",\"stream\":false"), Cancellation);

        var body = await response.Content.ReadAsStringAsync(Cancellation);

        body.ShouldContain("""\u003cb\u003e\u0026\"\\\n\u0001 é 👋""");
        Time().IsMatch(body).ShouldBeTrue(body);
    }

    [Fact]
    public async Task Can_be_stopped_in_an_answer_and_started_again_at_the_same_port()
    {
        var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        simulator.Faults.NextChat(Fault.Silence(after: 3));
        using var response = await client.PostAsync("/api/chat", SimulatorClient.Chat("essay"), Cancellation);

        await simulator.DisposeAsync();
        await Should.ThrowAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancellation));
        await using var again = await SimulatedOllama.StartAsync(new SimulatorOptions { Port = simulator.Address.Port }, Cancellation);

        (await client.GetAsync("/api/version", Cancellation)).GetProperty("version").GetString().ShouldBe("0.32.15");
        again.Address.ShouldBe(simulator.Address);
    }

    // As long as the simulator takes for another request, it could have done what it must not do.
    private static async Task RoundTripAsync(SimulatorClient client) => await client.GetAsync("/api/version", Cancellation);

    [GeneratedRegex("\"created_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,8}[1-9])?Z\"")]
    private static partial Regex Time();
}
