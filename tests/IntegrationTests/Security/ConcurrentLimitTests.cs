using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Each option that limits something, against requests that all arrive at once.</summary>
[Trait("Security", "39")]
public sealed class ConcurrentLimitTests
{
    private const int Limit = 5;
    private const int Requests = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_answers()
    {
        await using var portal = await StartAsync("OpenAnswers");
        portal.Ollama.Options.TimeToFirstToken = TimeSpan.FromMinutes(5);
        using var root = await portal.RegisterRootAsync();
        await root.TokenAsync();

        var answers = await AtOnceAsync(i => root.PostAsync("/chat/new", new { message = $"Question {i}" }));

        ShouldAccept(answers, HttpStatusCode.Created);
        (await RowsAsync<Message>(portal)).Count(m => m.Role == MessageRole.Assistant).ShouldBe(Limit);

        // A refusal has kept nothing: who stops one may ask one again.
        var open = (await RowsAsync<Message>(portal)).First(m => m.IsOpen);
        await root.PostAsync($"/chat/{open.ChatId}/stop");
        var again = await AtOnceAsync(i => root.PostAsync("/chat/new", new { message = $"Again {i}" }));
        again.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
    }

    [Fact]
    public async Task Messages_per_minute()
    {
        await using var portal = await StartAsync("MessagesPerMinute", new FakeTimeProvider(DateTimeOffset.UtcNow));
        using var root = await portal.RegisterRootAsync();
        await root.TokenAsync();

        ShouldAccept(await AtOnceAsync(i => root.PostAsync("/chat/new", new { message = $"Question {i}" })), HttpStatusCode.Created);
        (await RowsAsync<Message>(portal)).Count(m => m.Role == MessageRole.User).ShouldBe(Limit);
    }

    [Fact]
    public async Task Downloads_per_minute()
    {
        await using var portal = await StartAsync("PullsPerMinute", new FakeTimeProvider(DateTimeOffset.UtcNow));
        using var root = await portal.RegisterRootAsync();
        await root.TokenAsync();

        ShouldAccept(await AtOnceAsync(i => root.PostAsync($"/model/download/llama-{i}:1b")), HttpStatusCode.Accepted);
        (await RowsAsync<ModelPull>(portal)).Count.ShouldBe(Limit);
    }

    [Fact]
    public async Task Event_streams()
    {
        await using var portal = await StartAsync("EventStreams");
        using var root = await portal.RegisterRootAsync();

        var answers = await AtOnceAsync(_ => root.OpenAsync("/chats/events", Cancellation));

        ShouldAccept(answers, HttpStatusCode.OK);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Registrations_per_hour()
    {
        await using var portal = await StartAsync("RegistrationsPerHour");
        using var root = await portal.RegisterRootAsync();
        var visitors = Enumerable.Range(0, Requests).Select(_ => portal.Visit()).ToList();
        var tokens = await Task.WhenAll(visitors.Select(visitor => visitor.TokenAsync("/register_user")));

        var answers = await AtOnceAsync(i =>
        {
            var form = Portal.Credentials($"member.{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}");
            form[Visitor.TokenField] = tokens[i];
            return visitors[i].PostFormAsync("/register_user", form);
        });

        ShouldAccept(answers, HttpStatusCode.Found);
        (await RowsAsync<User>(portal)).Count.ShouldBe(1 + Limit);
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [Fact]
    public async Task Sign_in_requests_per_minute()
    {
        await using var portal = await StartAsync("SignInRequestsPerMinute");
        var visitors = Enumerable.Range(0, Requests).Select(_ => portal.Visit()).ToList();
        var clock = Stopwatch.StartNew();

        var answers = await AtOnceAsync(i => visitors[i].GetAsync("/register_root"));

        // This limit keeps real time: one more is let through every 12 s.
        var accepted = answers.Count(answer => answer.StatusCode != HttpStatusCode.TooManyRequests);
        accepted.ShouldBeInRange(Limit, Limit + (int)(clock.Elapsed.TotalSeconds * Limit / 60) + 1);
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [Fact]
    public async Task Connections()
    {
        await using var portal = await StartAsync("Connections");
        var clients = Enumerable.Range(0, Requests).Select(_ => new TcpClient()).ToList();

        var answered = await Task.WhenAll(clients.Select(async client =>
        {
            await client.ConnectAsync(portal.Address.Host, portal.Address.Port, Cancellation);
            return await IsAnsweredAsync(client.GetStream());
        }));

        answered.Count(isAnswered => isAnswered).ShouldBe(Limit);
        clients.ForEach(client => client.Dispose());
    }

    private static Task<Portal> StartAsync(string option, TimeProvider? time = null) =>
        Portal.StartAsync(new SimulatorOptions(), new() { [$"Limits:{option}"] = $"{Limit}" }, time);

    private static Task<List<T>> RowsAsync<T>(Portal portal)
        where T : class => portal.InScopeAsync(services =>
            services.GetRequiredService<ApplicationDbContext>().Set<T>().IgnoreQueryFilters().AsNoTracking().ToListAsync(Cancellation));

    private static async Task<List<HttpResponseMessage>> AtOnceAsync(Func<int, Task<HttpResponseMessage>> send) =>
        [.. await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => Task.Run(() => send(i), Cancellation)))];

    private static void ShouldAccept(List<HttpResponseMessage> answers, HttpStatusCode status)
    {
        answers.Count(answer => answer.StatusCode == status).ShouldBe(Limit);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(Requests - Limit);
    }

    private static async Task<bool> IsAnsweredAsync(NetworkStream stream)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"), Cancellation);
            return await stream.ReadAsync(new byte[1024], Cancellation) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
