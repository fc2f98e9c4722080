using System.Net;
using System.Text;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Simulator;

public sealed class SimulatedFaultTests : IAsyncLifetime
{
    private SimulatedOllama _simulator = null!;
    private SimulatorClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        _client = new SimulatorClient(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Says_an_error_in_the_middle_of_an_answer()
    {
        _simulator.Faults.NextChat(Fault.ErrorLine(after: 3, "out of memory"));

        var lines = await _client.AllLinesAsync("/api/chat", SimulatorClient.Chat("essay"), Cancellation);

        lines.Count.ShouldBe(4);
        lines[^1].Error().ShouldBe("out of memory");
        (await _client.AllLinesAsync("/api/chat", SimulatorClient.Chat("hello"), Cancellation))[^1]
            .IsDone()
            .ShouldBeTrue("only one chat was to fail");
    }

    [Fact]
    public async Task Ends_in_good_order_without_done()
    {
        var lines = await _client.AllLinesAsync("/api/chat", SimulatorClient.Chat("essay [[fault:no-done after=7]]"), Cancellation);

        lines.Count.ShouldBe(7);
        lines.ShouldNotContain(line => line.IsDone());
    }

    [Theory]
    [InlineData("cut-off")]
    [InlineData("reset")]
    public async Task Breaks_the_connection_after_what_was_said(string fault)
    {
        var received = new List<string>();

        await Should.ThrowAsync<IOException>(async () =>
        {
            await foreach (
                var line in _client.LinesAsync("/api/chat", SimulatorClient.Chat($"essay [[fault:{fault} after=4]]"), Cancellation)
            )
                received.Add(line.Said());
        });

        received.Count.ShouldBe(4);
        var chat = await _simulator.Requests.WaitAsync(request => request.Finished, Cancellation);
        chat.ClientLeft.ShouldBeFalse("the client did not leave");
    }

    [Theory]
    [InlineData("busy", HttpStatusCode.ServiceUnavailable)]
    [InlineData("not-found", HttpStatusCode.NotFound)]
    public async Task Refuses_before_the_first_byte(string fault, HttpStatusCode status)
    {
        using var response = await _client.PostAsync("/api/chat", SimulatorClient.Chat($"essay [[fault:{fault}]]"), Cancellation);

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Falls_silent_until_the_client_leaves()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var received = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var _ in _client.LinesAsync("/api/chat", SimulatorClient.Chat("essay [[fault:silence after=2]]"), patience.Token)
            )
            {
                if (++received == 2)
                    patience.CancelAfter(TimeSpan.FromMilliseconds(100));
            }
        });

        received.ShouldBe(2);
        (await _simulator.Requests.WaitAsync(request => request.ClientLeft, Cancellation)).TokensWritten.ShouldBe(2);
    }

    [Fact]
    public async Task Cuts_packets_inside_characters_and_loses_none()
    {
        _simulator.Answers.Enqueue("Ä € 👋🏽 日本");
        var chat = SimulatorClient.Chat("x [[fault:split-utf8]]");
        var request = new RecordedRequest(
            "POST",
            "/api/chat",
            [
                new("Host", "127.0.0.1"),
                new("Content-Type", "application/json"),
                new("Content-Length", $"{Encoding.UTF8.GetByteCount(chat)}"),
                new("Connection", "close"),
            ],
            chat
        );

        var answer = await RawHttp.SendAsync(_simulator.Address, request, null, Cancellation);

        answer.Lines.Select(line => System.Text.Json.JsonElement.Parse(line)).Said().ShouldBe("Ä € 👋🏽 日本");
        answer.Chunks.Count(chunk => chunk[^1] >= 0x80).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Takes_faults_over_the_wire()
    {
        using var added = await _client.PostAsync("/simulator/faults", """{"chat":"error-line after=1","every":true}""", Cancellation);
        using var wrong = await _client.PostAsync("/simulator/faults", """{"chat":"hiccup"}""", Cancellation);

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        for (var i = 0; i < 2; i++)
            (await _client.AllLinesAsync("/api/chat", SimulatorClient.Chat("essay"), Cancellation)).Count.ShouldBe(2);
    }
}
