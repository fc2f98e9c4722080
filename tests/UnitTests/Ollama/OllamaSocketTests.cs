using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatAi.Application.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

/// <summary>The client as it is registered, over a real socket.</summary>
public sealed class OllamaSocketTests : IDisposable
{
    private const string Begin = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

    private const string Listed = """{"models":[{"name":"tinytest:latest"}]}""";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(10));
    private readonly ServiceProvider _services;
    private readonly IModelServer _server;

    public OllamaSocketTests()
    {
        _listener.Start();
        var host = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(OllamaAddress.Key, host)]).Build();
        _services = new ServiceCollection().AddLogging().AddOllama(configuration).BuildServiceProvider();
        _server = _services.GetRequiredService<IModelServer>();
    }

    private CancellationToken Token => _limit.Token;

    public void Dispose()
    {
        _services.Dispose();
        _listener.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Says_that_nobody_listens()
    {
        _listener.Stop();

        (await _server.VersionAsync(Token)).Error!.Words().ShouldBe(ModelServerErrors.Refused().Words());
    }

    [Fact]
    public async Task Says_that_the_connection_was_reset()
    {
        var isRead = new TaskCompletionSource();
        var answering = AnswerAsync(async connection =>
        {
            await SendAsync(connection, Begin + Chunk("""{"message":{"content":"a"}}"""));
            await isRead.Task.WaitAsync(Token);
            connection.LingerState = new LingerOption(true, 0);
        });
        var events = new List<ChatEvent>();
        await foreach (var e in _server.ChatAsync(Question(), Token))
        {
            events.Add(e);
            isRead.TrySetResult();
        }

        events.Content().ShouldBe("a");
        events[^1].ShouldBeFailed(ModelServerErrors.CutOff());
        var request = await answering;
        request.ShouldStartWith("POST /api/chat HTTP/1.1\r\n");
        request.ShouldContain("Content-Type: application/json");
        request.ShouldContain("Content-Length:");
        request.ShouldContain($"Host: {_server.Host}\r\n");
        request.ShouldNotContain("Origin:");
    }

    [Fact]
    public async Task Says_that_the_stream_was_cut_off()
    {
        var answering = AnswerAsync(connection => SendAsync(connection, Begin + Chunk("""{"status":"pulling manifest"}""")));
        var events = new List<PullEvent>();
        await foreach (var e in _server.PullAsync(TinyTest, insecure: false, Token)) events.Add(e);

        events[0].ShouldBe(new PullEvent.Progress("pulling manifest", 0, 0));
        events[^1].ShouldBeFailed(RegistryErrors.PullCutOff());
        await answering;
    }

    [Fact]
    public async Task A_token_is_there_before_the_answer_ends()
    {
        using var read = new SemaphoreSlim(0);
        var answering = AnswerAsync(async connection =>
        {
            await SendAsync(connection, Begin + Chunk("""{"message":{"content":"a"}}"""));
            await read.WaitAsync(Token);
            await SendAsync(connection, Chunk("""{"done":true}""") + "0\r\n\r\n");
        });
        var events = new List<ChatEvent>();
        await foreach (var e in _server.ChatAsync(Question(), Token))
        {
            events.Add(e);
            read.Release();
        }

        events.Count.ShouldBe(2);
        await answering;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaving_an_answer_frees_the_model_at_once(bool byCancelling)
    {
        using var leaving = new CancellationTokenSource();
        var left = TimeSpan.Zero;
        var answering = AnswerAsync(async connection =>
        {
            await SendAsync(connection, Begin + Chunk("""{"message":{"content":"a"}}"""));
            var clock = Stopwatch.StartNew();
            try
            {
                (await connection.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
            }
            catch (SocketException)
            {
                // A reset says the same.
            }

            left = clock.Elapsed;
        });

        var events = _server.ChatAsync(Question(), leaving.Token).GetAsyncEnumerator(Token);
        await events.MoveNextAsync();
        if (byCancelling)
        {
            var next = events.MoveNextAsync().AsTask();
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => next);
        }

        await events.DisposeAsync();
        await answering;
        left.ShouldBeLessThan(TimeSpan.FromSeconds(1)); // SocketsHttpHandler's own habit is to read on for two
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /api/version\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nIt works!")]
    public async Task Says_that_something_else_listens(string answer)
    {
        var answering = AnswerAsync(connection => SendAsync(connection, answer));

        (await _server.VersionAsync(Token)).Error!.Words().ShouldBe(ModelServerErrors.NotOllama().Words());
        await answering;
    }

    [Fact]
    public async Task Deletes_with_a_body()
    {
        var answering = AnswerAsync(connection => SendAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));

        (await _server.DeleteAsync(TinyTest, Token)).IsSuccess.ShouldBeTrue();
        (await answering).ShouldStartWith("DELETE /api/delete HTTP/1.1\r\n");
    }

    private static string Chunk(string line) => $"{Encoding.UTF8.GetByteCount(line) + 1:x}\r\n{line}\n\r\n";

    private async Task SendAsync(Socket connection, string text) => await connection.SendAsync(Encoding.UTF8.GetBytes(text), Token);

    /// <summary>Answers the next request. Before a chat, the portal asks whether the model is local.</summary>
    /// <returns>What was asked.</returns>
    private async Task<string> AnswerAsync(Func<Socket, Task> answer)
    {
        using var connection = await _listener.AcceptSocketAsync(Token);
        var asked = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (!IsWhole(asked.ToString()))
        {
            asked.Append(Encoding.UTF8.GetString(buffer, 0, await connection.ReceiveAsync(buffer, Token)));
            if (!IsWhole(asked.ToString()) || !asked.ToString().StartsWith("GET /api/tags", StringComparison.Ordinal)) continue;
            await SendAsync(connection, $"HTTP/1.1 200 OK\r\nContent-Length: {Listed.Length}\r\n\r\n{Listed}");
            asked.Clear();
        }

        await answer(connection);
        return asked.ToString();
    }

    private static bool IsWhole(string request) =>
        request.StartsWith("GET", StringComparison.Ordinal)
            ? request.EndsWith("\r\n\r\n", StringComparison.Ordinal)
            : request.EndsWith('}') || request.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
}
