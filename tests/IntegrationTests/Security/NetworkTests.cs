using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Whom a request is believed to come from and to ask for.</summary>
public sealed class NetworkTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("localhost.attacker.example")]
    [InlineData("attacker.example:5000")]
    [InlineData("127.0.0.1@attacker.example")]
    [Trait("Security", "41")]
    public async Task Another_name_is_refused_by_every_route_and_file(string host)
    {
        foreach (
            var path in Routes
                .All.Where(route => route.Method is "GET" or Routes.Any)
                .Select(route => route.Path())
                .Append(shared.Portal.FileAddress("css/main.css"))
                .Append("/nowhere")
        )
        {
            using var request = Ask.Request("GET", path, Ask.Page);
            request.Headers.TryAddWithoutValidation("Host", host).ShouldBeTrue();
            using var answer = await shared.Root.SendAsync(request, Cancellation);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
            (await answer.TextAsync()).ShouldNotContain("attacker", Case.Insensitive, path);
        }
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:5000", true)]
    [InlineData("192.168.1.20", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("chat.example.org", true)]
    [InlineData("Chat.Example.org.", true)]
    [InlineData("a.lan", true)]
    [InlineData("portal.lan", true)]
    [InlineData("lan", false)]
    [InlineData("example.org", false)]
    [InlineData("evilchat.example.org", false)]
    [InlineData("", false)]
    [Trait("Security", "41")]
    public void Names_are_addresses_this_machine_and_those_that_are_set(string host, bool isKnown)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", "http://portal.lan:80;http://+:8080")]).Build();
        var hosts = new KnownHosts(Options.Create(new NetworkOptions { AllowedHosts = "chat.example.org, *.lan" }), configuration);

        hosts.Has(new HostString(host).Host).ShouldBe(isKnown);
        new KnownHosts(Options.Create(new NetworkOptions { AllowedHosts = "*" }), configuration)
            .Has(new HostString(host).Host)
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "127.0.0.1 http")]
    [InlineData("10.0.0.0/8", "127.0.0.1 http")]
    [InlineData("127.0.0.1", "203.0.113.9 https")]
    [InlineData("127.0.0.0/8, 10.0.0.0/8", "198.51.100.7 https")]
    [Trait("Security", "41")]
    public async Task Forwarded_headers_count_from_the_proxies_that_are_named(string proxies, string seen)
    {
        // What a client made up comes first; each proxy adds whom it heard it from.
        (
            await SeenAsync(
                proxies,
                seen.StartsWith("198", StringComparison.Ordinal) ? "6.6.6.6, 198.51.100.7, 10.1.2.3" : "198.51.100.7, 203.0.113.9"
            )
        ).ShouldBe(seen);
    }

    [Theory]
    [InlineData("proxy.lan")]
    [InlineData("10.0.0.0/33")]
    public void A_proxy_that_is_no_address_stops_the_start(string proxy) =>
        new NetworkOptionsValidator()
            .Validate(null, new NetworkOptions { TrustedProxies = proxy })
            .FailureMessage.ShouldNotBeNull()
            .ShouldContain("Network__TrustedProxies");

    [Theory]
    [InlineData("http://chat.example.org")]
    [InlineData("chat.example.org:443")]
    [InlineData("two words")]
    public void A_host_that_is_no_name_stops_the_start(string host) =>
        new NetworkOptionsValidator()
            .Validate(null, new NetworkOptions { AllowedHosts = host })
            .FailureMessage.ShouldNotBeNull()
            .ShouldContain("Network__AllowedHosts");

    [Fact]
    [Trait("Security", "41")]
    public async Task No_link_is_made_of_what_a_stranger_forwards()
    {
        foreach (var path in new[] { "/login", "/register_user", "/", "/dashboard" })
        {
            using var request = Ask.Request("GET", path, Ask.Page);
            request.Headers.Add("X-Forwarded-Host", "attacker.example");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Original-URL", "/root_dashboard");
            request.Headers.Add("X-Forwarded-Prefix", "/attacker");
            using var stranger = shared.Portal.Visit();
            using var answer = await stranger.SendAsync(request, Cancellation);

            $"{answer}{await answer.TextAsync()}".ShouldNotContain("attacker", Case.Insensitive, path);
            answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        }
    }

    private static async Task<string> SeenAsync(string proxies, string forwardedFor)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Network:TrustedProxies", proxies)]);
        builder.Services.AddNetwork(builder.Configuration);
        await using var app = builder.Build();
        app.UseNetwork();
        app.Run(context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress} {context.Request.Scheme}"));
        await app.StartAsync(Cancellation);

        using var visitor = new Visitor(new Uri(app.Urls.Single()));
        using var request = Ask.Request("GET", "/");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        request.Headers.Add("X-Forwarded-Proto", string.Join(", ", forwardedFor.Split(", ").Select(_ => "https")));
        using var answer = await visitor.SendAsync(request, Cancellation);
        return await answer.TextAsync();
    }
}

public sealed class BehindProxyTests : PortalTests
{
    protected override Dictionary<string, string> Settings =>
        new() { ["Network:TrustedProxies"] = "127.0.0.1", ["Network:AllowedHosts"] = "chat.example.org" };

    [Fact]
    [Trait("Security", "23")]
    public async Task What_came_by_HTTPS_stays_with_HTTPS_for_two_years()
    {
        using var visitor = Portal.Visit();
        foreach (var path in new[] { "/register_root", Portal.FileAddress("css/main.css"), "/nowhere", "/healthz", "/dashboard" })
        {
            using var request = Ask.Request("GET", path, Ask.Page);
            request.Headers.Host = "chat.example.org";
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var answer = await visitor.SendAsync(request, Cancellation);

            answer.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=63072000; includeSubDomains", path);
        }
    }
}
