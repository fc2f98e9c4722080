using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>
/// Whatever is sent, to whichever route, as whoever: nothing is answered with 5xx. CHATAI_GENERATED_REQUESTS makes more of them than the
/// few hundred of every run, CHATAI_SEED repeats those of another run.
/// </summary>
[Trait("Security", "37")]
public sealed class GeneratedRequestTests : SignedInTests
{
    private const int Senders = 4;
    private const int Renewal = 40;

    // What hashes a password takes a tenth of a second: it has its share, and not more.
    private const int CheapRoutesForADearOne = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentBag<string> _failures = [];
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private int _cut;
    private int _signedOut;

    protected override SimulatorOptions Options => new() { ParallelRequests = 4 };

    protected override Dictionary<string, string> Settings => new()
    {
        ["Ollama:MaxConcurrentAnswers"] = "4",
        ["Limits:SignInRequestsPerMinute"] = "100000",
        ["Limits:RegistrationsPerHour"] = "100000",
        ["Limits:EventStreams"] = "1000",
    };

    [Fact]
    public Task Nothing_that_is_sent_is_answered_with_a_failure() => SendAsync(Number("CHATAI_GENERATED_REQUESTS", 400));

    [SlowFact]
    public Task Nothing_of_much_that_is_sent_is_answered_with_a_failure() => SendAsync(20_000);

    private async Task SendAsync(int requests)
    {
        var seed = Number("CHATAI_SEED", Random.Shared.Next());
        Ollama.Answers.Respond = _ => new SimulatedAnswer("Yes.");
        var names = new List<string?> { null, "ada.member", null, "bob.member" };
        var began = DateTime.UtcNow;

        await Task.WhenAll(names.Select((name, i) => SendAsync(name, seed + i, requests / Senders)));

        var summary =
            $"seed {seed}, {requests} requests in {(DateTime.UtcNow - began).TotalSeconds:0} s, {_cut} cut, {_signedOut} not sent: "
            + string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} x {s.Value}"));
        TestContext.Current.SendDiagnosticMessage(summary);
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        _failures.ShouldBeEmpty($"CHATAI_SEED={seed} repeats them. {summary}");
        _cut.ShouldBeLessThan(requests / 10);
        _signedOut.ShouldBeLessThan(requests / 20);
        using var visitor = Portal.Visit();
        (await visitor.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    // Files are many and all the same.
    private List<RouteEndpoint> Routes()
    {
        var all = Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var files = all.Where(e => e.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor")).ToList();
        var ours = all.Except(files).ToList();
        ours.Count.ShouldBeGreaterThan(50);
        var dear = ours.Where(IsDear).ToList();
        return [.. Enumerable.Repeat(ours.Except(dear), CheapRoutesForADearOne).SelectMany(e => e), .. dear, .. files.Take(20)];
    }

    private static bool IsDear(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") is true
        && route.RoutePattern.RawText?.TrimStart('/') is "login" or "register_user" or "register_root" or "logout";

    /// <param name="name">Null: as root.</param>
    private async Task SendAsync(string? name, int seed, int requests)
    {
        var known = new Dictionary<string, string> { ["name"] = "qwen3:8b" };
        var generator = new RequestGenerator(seed, Routes(), known);
        Visitor? visitor = null;

        // What is generated tries wrong passwords too, and slows down whoever is not known from before.
        var device = new CookieContainer();
        try
        {
            for (var i = 0; i < requests; i++)
            {
                try
                {
                    if (visitor is null || i % Renewal == 0)
                    {
                        if (visitor is null || !await IsSignedInAsync(visitor))
                        {
                            visitor?.Dispose();
                            visitor = await SignInAsync(name, device);
                            device.Add(visitor.Cookies.GetAllCookies());
                        }

                        await RenewAsync(visitor, known);
                    }

                    await SendOneAsync(visitor, generator, $"as {name ?? "root"}, request {i}");
                }
                catch (InvalidOperationException) when (visitor is not null)
                {
                    // No page with a token: another sender has ended this session.
                    if (await IsSignedInAsync(visitor)) throw;
                    Interlocked.Increment(ref _signedOut);
                    visitor.Dispose();
                    visitor = null;
                }
            }
        }
        finally
        {
            visitor?.Dispose();
        }
    }

    private async Task SendOneAsync(Visitor visitor, RequestGenerator generator, string who)
    {
        using var request = generator.Next();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        try
        {
            // Event streams have no end: what they begin with is the answer.
            var hasToken = request.Headers.Contains("RequestVerificationToken");
            using var answer = await visitor.SendAsync(request, !hasToken, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            _statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
            if ((int)answer.StatusCode < 500) return;
            _failures.Add($"{(int)answer.StatusCode} {who}: {generator.Last}\n{await answer.Content.ReadAsStringAsync(patience.Token)}");
        }
        catch (HttpRequestException)
        {
            // Closed while it still sent, or too odd to be answered at all: that the portal lives is asked in the end.
            Interlocked.Increment(ref _cut);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            _failures.Add($"no answer {who}: {generator.Last}");
        }
    }

    private static async Task<bool> IsSignedInAsync(Visitor visitor) => (await visitor.GetAsync("/settings")).IsSuccessStatusCode;

    private async Task<Visitor> SignInAsync(string? name, CookieContainer device)
    {
        var visitor = Portal.Visit();
        visitor.Cookies.Add(device.GetAllCookies());
        var form = Portal.Credentials(name ?? Portal.RootName);
        if (name is not null && (await visitor.PostFormAsync("/register_user", form)).StatusCode == HttpStatusCode.Found) return visitor;

        // What was generated may have tried so many wrong passwords that this address has to wait.
        await Eventually.StatusAsync(HttpStatusCode.Found, () => visitor.PostFormAsync("/login", form));
        return visitor;
    }

    private async Task RenewAsync(Visitor visitor, Dictionary<string, string> known)
    {
        if (known["name"] == "qwen3:8b" && await IsSignedInAsync(Root)) await Root.PostAsync("/model/download/qwen3:8b");
        var made = await visitor.PostAsync("/chat/new", new { message = "Hello" });
        if (!made.IsSuccessStatusCode) made = await visitor.PostAsync("/chat/new", new { });
        if (!made.IsSuccessStatusCode) return;
        known["id"] = (await made.JsonAsync()).GetProperty("id").GetString()!;
        // Its session may have been ended from another that is root's as well.
        var answer = await visitor.GetAsync($"/chat/{known["id"]}");
        if (!answer.IsSuccessStatusCode) return;
        var page = await answer.TextAsync();
        const string Mark = "data-message=\"";
        if (page.IndexOf(Mark, StringComparison.Ordinal) is > 0 and var at) known["message"] = page.Substring(at + Mark.Length, 36);
    }
}
