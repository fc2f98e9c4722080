using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Accounts;
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

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    // Quick, because only their number counts here.
    private readonly CountingHasher _hasher = new(iterations: 1_000);

    protected override TimeProvider Time => _clock;

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<IPasswordHasher<User>>(_hasher) };

    [Theory]
    [Trait("Security", "19")]
    [InlineData(Portal.RootName)]
    [InlineData("nobody")]
    public async Task A_thousand_wrong_tries_on_a_name_from_many_addresses_are_slowed_and_the_victim_still_gets_in(string name)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var end in Enumerable.Range(2, 20))
        {
            using var guesser = Portal.Visit(IPAddress.Parse($"127.0.0.{end}"));
            statuses.AddRange(await GuessAsync(guesser, [.. Enumerable.Repeat(name, 50)]));
        }

        statuses.Count(s => s == HttpStatusCode.Unauthorized).ShouldBe(SignInThrottle.TriesByName);
        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(1000 - SignInThrottle.TriesByName);
        _hasher.Verified.ShouldBe(SignInThrottle.TriesByName);

        // Nobody knows the stranger with the right password; the device is known.
        using var stranger = Portal.Visit(IPAddress.Parse("127.0.1.1"));
        var refused = await stranger.SignInAsync(name);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        (await refused.TextAsync()).ShouldContain("Wait 60 seconds");

        await Root.PostFormAsync("/logout", tokenFrom: "/dashboard");
        (await Root.SignInAsync(Portal.RootName, Wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Root.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);

        _clock.Advance(TimeSpan.FromMinutes(1));
        (await stranger.SignInAsync(name)).StatusCode.ShouldBe(name == Portal.RootName ? HttpStatusCode.Found : HttpStatusCode.Unauthorized);
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

        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(20 - SignInThrottle.TriesByName);
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
