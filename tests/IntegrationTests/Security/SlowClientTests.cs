using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.WebUI.Limits;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

[Trait("Security", "40")]
public sealed class SlowClientTests : SignedInTests
{
    private const int Many = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected override Dictionary<string, string> Settings => new()
    {
        ["Limits:SlowRequest"] = "00:00:02",
        ["Limits:StuckReader"] = "00:00:02",
    };

    // In the middle of the head, of a body that is announced, and of one that is not; and some never say anything.
    private static readonly string[] Beginnings =
    [
        "GET /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + "1000\r\n\r\nusername=",
        "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: "
            + "chunked\r\n\r\n5\r\nuser",
        "",
    ];

    [Fact]
    public async Task Requests_that_do_not_go_on_are_cut_and_others_are_served_meanwhile()
    {
        List<Socket> sockets = [], begun = [];
        try
        {
            for (var i = 0; i < Many; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, Portal.Address.Port, Cancellation);
                var beginning = Encoding.ASCII.GetBytes(Beginnings[i % Beginnings.Length]);
                if (beginning.Length == 0) continue;
                await socket.SendAsync(beginning, Cancellation);
                begun.Add(socket);
            }

            (await Root.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await Task.WhenAll(begun.Select(UntilCutAsync)).WaitAsync(Patience, Cancellation);

            // The silent ones have only a connection, of which there are many.
            using var visitor = Portal.Visit();
            (await visitor.GetAsync("/login")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await Root.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    [Fact]
    public async Task A_listener_who_takes_nothing_is_cut_and_the_answer_goes_on()
    {
        // More than the kernel takes for the listener within moments, and not at its end before they are cut.
        Ollama.Options.TokensPerSecond = 400;
        Ollama.Answers.Respond = _ => new SimulatedAnswer
        {
            Pieces = [.. Enumerable.Range(0, 20_000).Select(i => $"word{i} {new string('x', 400)}\n\n")],
        };
        var chat = await Root.NewChatAsync();
        var sent = await (await Root.PostAsync($"/chat/{chat}/message", new { message = "Much" })).JsonAsync();
        var answer = sent.GetProperty("assistantMessage").GetProperty("id").GetString();
        var streams = Portal.Services.GetRequiredService<OpenStreams>();

        using var stuck = await Root.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"/chat/{chat}/events?message={answer}"),
            false,
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
        streams.Count.ShouldBe(1);
        await Eventually.HoldsAsync(() =>
        {
            streams.Count.ShouldBe(0);
            return Task.CompletedTask;
        });
        await Root.PostAsync($"/chat/{chat}/stop");
        var message = (await Root.JsonAsync($"/chat/{chat}/message/{answer}")).GetProperty("message");

        message.GetProperty("status").GetString().ShouldBe("stopped");
        message.GetProperty("content").GetString()!.Length.ShouldBeGreaterThan(50_000);

        // Not ended in good order: what is on its way is gone, and the page will ask for it again.
        await Should.ThrowAsync<Exception>(() => stuck.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task UntilCutAsync(Socket socket)
    {
        var heard = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(heard, Cancellation) > 0)
            {
                // It is told why.
            }
        }
        catch (SocketException)
        {
            // Cut in the middle.
        }
    }
}
