using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class GuessingTests : SignedInTests
{
    private const string Wrong = "not the password";
    private const string Another = "battery staple, another one";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    // Quick, because only their number counts here.
    private readonly CountingHasher _hasher = new(new QuickHasher());

    protected override TimeProvider Time => _clock;

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<IPasswordHasher<User>>(_hasher) };

    [Theory]
    [Trait("Security", "19")]
    [InlineData(Portal.RootName)]
    [InlineData("nobody")]
    public async Task A_thousand_wrong_tries_on_a_name_are_slowed_and_lock_nobody_else_out(string name)
    {
        var statuses = new List<HttpStatusCode>();
        const int Networks = 10;
        foreach (var end in Enumerable.Range(2, Networks))
        {
            using var guesser = Portal.Visit(IPAddress.Parse($"127.0.0.{end}"));
            statuses.AddRange(await GuessAsync(guesser, [.. Enumerable.Repeat(name, 100)]));
        }

        // The first try of each network, and what all of them together may repeat.
        const int Looked = Networks + SignInThrottle.RepeatedTriesByName;
        statuses.Count(s => s == HttpStatusCode.Unauthorized).ShouldBe(Looked);
        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(1000 - Looked);
        _hasher.Verified.ShouldBe(Looked);

        using var stranger = Portal.Visit(IPAddress.Parse("127.0.1.1"));
        (await stranger.SignInAsync(name)).StatusCode.ShouldBe(
            name == Portal.RootName ? HttpStatusCode.Found : HttpStatusCode.Unauthorized
        );
        await Root.PostFormAsync("/logout", tokenFrom: "/dashboard");
        (await Root.SignInAsync(Portal.RootName, Wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Root.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "19")]
    public async Task One_guesser_gets_few_tries_and_every_other_network_gets_in_at_once()
    {
        using var guesser = Portal.Visit(IPAddress.Parse("127.0.0.9"));
        var statuses = await GuessAsync(guesser, [.. Enumerable.Repeat(Portal.RootName, 200)]);

        statuses.Count(s => s == HttpStatusCode.Unauthorized).ShouldBe(SignInThrottle.TriesByNameAndNetwork);
        var refused = await guesser.SignInAsync(Portal.RootName);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(3));
        (await refused.TextAsync()).ShouldContain("Wait 180 seconds");
        foreach (var end in Enumerable.Range(1, 38))
        {
            using var stranger = Portal.Visit(IPAddress.Parse($"127.0.2.{end}"));
            (await stranger.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
        }

        _clock.Advance(TimeSpan.FromMinutes(3));
        (await guesser.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "19")]
    public async Task A_botnet_gets_fewer_than_a_hundred_tries_an_hour_and_who_is_known_gets_in_at_once()
    {
        const int Bots = 300;
        for (var bot = 0; bot < Bots; bot++)
        {
            using var guesser = Portal.Visit(IPAddress.Parse($"127.1.{bot / 200}.{1 + (bot % 200)}"));
            await GuessAsync(guesser, [Portal.RootName, Portal.RootName]);
            _clock.Advance(TimeSpan.FromHours(1) / Bots);
        }

        _hasher.Verified.ShouldBeInRange(60, 69);
        (await Root.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
        using var newBrowser = Portal.Visit();
        (await newBrowser.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "19")]
    public async Task During_a_botnet_whoever_is_known_by_browser_or_network_signs_in_at_once_all_the_time()
    {
        (await Portal.RegisterMemberAsync("jonas")).Dispose();
        using var jonasFromHome = Portal.Visit(IPAddress.Parse("127.0.3.1"));
        (await jonasFromHome.SignInAsync("jonas")).StatusCode.ShouldBe(HttpStatusCode.Found);
        using var traveller = Portal.Visit(IPAddress.Parse("127.0.3.2"));
        traveller.Cookies.Add(
            Portal.Address,
            new Cookie("chatai-device", jonasFromHome.Cookies.GetCookies(Portal.Address)["chatai-device"]!.Value, "/")
        );
        var before = _hasher.Verified;
        var rightOnes = 0;
        const int Steps = 12;
        for (var step = 0; step < Steps; step++)
        {
            foreach (var bot in Enumerable.Range(0, 6))
            {
                using var guesser = Portal.Visit(IPAddress.Parse($"127.2.{step}.{1 + bot}"));
                await GuessAsync(guesser, ["jonas", "jonas"]);
            }

            using var newBrowserAtHome = Portal.Visit(IPAddress.Parse("127.0.3.1"));
            using var somebodyElse = Portal.Visit(IPAddress.Parse($"127.3.0.{1 + step}"));
            foreach (
                var (visitor, name) in new[]
                {
                    (jonasFromHome, "jonas"),
                    (traveller, "jonas"),
                    (newBrowserAtHome, "jonas"),
                    (somebodyElse, Portal.RootName),
                }
            )
            {
                (await visitor.SignInAsync(name)).StatusCode.ShouldBe(HttpStatusCode.Found, $"{name} at step {step}");
                rightOnes++;
            }

            _clock.Advance(TimeSpan.FromHours(1) / Steps);
        }

        (_hasher.Verified - before - rightOnes).ShouldBeInRange(60, 69);
    }

    [Fact]
    [Trait("Security", "19")]
    public async Task During_a_botnet_a_link_of_an_administrator_lets_somebody_in_at_once_who_is_known_by_nothing()
    {
        (await Portal.RegisterMemberAsync("jonas")).Dispose();
        var id = (await RowsAsync<User>()).Single(user => user.Name == "jonas").Id.ToString();
        await ExecuteAsync("DELETE FROM \"Sessions\" WHERE \"UserId\" <> (SELECT \"Id\" FROM \"Users\" WHERE \"IsFirst\")");
        foreach (var bot in Enumerable.Range(0, 80))
        {
            using var guesser = Portal.Visit(IPAddress.Parse($"127.4.0.{1 + bot}"));
            await GuessAsync(guesser, ["jonas"]);
        }

        using var unknown = Portal.Visit(IPAddress.Parse("127.0.3.9"));
        (await unknown.SignInAsync("jonas")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var link = await Root.NewLinkAsync("/reset_user_password", new() { ["id"] = id });
        (await unknown.PostFormAsync(link, new() { ["password"] = Another, ["confirm_password"] = Another })).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );

        (await unknown.SignInAsync("jonas", Another)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "19")]
    public async Task Right_tries_are_counted_too_and_keep_nobody_else_out()
    {
        (await Portal.RegisterMemberAsync("jonas")).Dispose();
        using var eager = Portal.Visit(IPAddress.Parse("127.0.0.7"));
        for (var i = 0; i < SignInThrottle.HashesAtOnce; i++)
        {
            using var stranger = Portal.Visit(IPAddress.Parse("127.0.0.7"));
            (await stranger.SignInAsync("jonas")).StatusCode.ShouldBe(HttpStatusCode.Found);
        }

        var refused = await eager.SignInAsync("jonas");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        _hasher.Verified.ShouldBe(SignInThrottle.HashesAtOnce);
        (await Root.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "19")]
    public async Task Wrong_tries_on_many_names_from_an_address_are_slowed_and_other_addresses_are_not()
    {
        using var guesser = Portal.Visit();
        var statuses = await GuessAsync(guesser, [.. Enumerable.Range(0, 100).Select(i => $"name{i}")]);

        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(100 - SignInThrottle.TriesByAddress);
        _hasher.Verified.ShouldBe(SignInThrottle.TriesByAddress);
        using var elsewhere = Portal.Visit(IPAddress.Parse("127.0.0.2"));
        (await elsewhere.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Root.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "19")]
    [Trait("Security", "41")]
    public async Task Another_address_that_the_guesser_only_says_to_have_changes_nothing()
    {
        using var guesser = Portal.Visit();
        var token = await guesser.TokenAsync("/login");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 100; i++)
        {
            using var request = Ask.Request(
                "POST", "/login", Ask.Page, new() { ["username"] = $"name{i}", ["password"] = Wrong, [Visitor.TokenField] = token });
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            request.Headers.Add("X-Real-IP", $"203.0.113.{i}");
            request.Headers.Add("Forwarded", $"for=203.0.113.{i}");
            using var answer = await guesser.SendAsync(request, Cancellation);
            statuses.Add(answer.StatusCode);
        }

        statuses.Count(s => s == HttpStatusCode.Unauthorized).ShouldBe(SignInThrottle.TriesByAddress);
        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(100 - SignInThrottle.TriesByAddress);
        _hasher.Verified.ShouldBe(SignInThrottle.TriesByAddress);
    }

    [Fact]
    [Trait("Security", "19")]
    public async Task A_device_is_known_for_who_has_signed_in_there_and_not_for_another_name()
    {
        using var guesser = await Portal.RegisterMemberAsync("jonas");
        await guesser.PostFormAsync("/logout", tokenFrom: "/dashboard");

        var statuses = await GuessAsync(guesser, [.. Enumerable.Repeat(Portal.RootName, 20)]);

        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(20 - SignInThrottle.TriesByNameAndNetwork);
        (await guesser.SignInAsync("jonas")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Right_passwords_are_not_counted()
    {
        using var visitor = Portal.Visit();
        for (var i = 0; i < SignInThrottle.TriesByAddress + 1; i++)
            (await visitor.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    private static async Task<List<HttpStatusCode>> GuessAsync(Visitor guesser, string[] names)
    {
        var token = await guesser.TokenAsync("/login");
        var statuses = new List<HttpStatusCode>();
        foreach (var name in names)
        {
            using var answer = await guesser.PostFormAsync(
                "/login", new() { ["username"] = name, ["password"] = Wrong, [Visitor.TokenField] = token });
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }
}
