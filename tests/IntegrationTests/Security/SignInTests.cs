using System.Diagnostics;
using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class SignInTests : SignedInTests
{
    private const string Wrong = "not the password";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly CountingHasher _hasher = new(CountingHasher.Of(iterations: 220_000));

    protected override TimeProvider Time => _clock;

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<IPasswordHasher<User>>(_hasher) };

    [Fact]
    [Trait("Security", "16")]
    public async Task An_older_hash_is_made_anew_when_its_owner_signs_in()
    {
        var old = CountingHasher.Of(iterations: 10_000).HashPassword(null!, Portal.Password);
        await ChangeAsync(Portal.RootName, set => set.SetProperty(u => u.PasswordHash, old));

        (await Root.SignInAsync(Portal.RootName, Wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await RowsAsync<User>()).Single().PasswordHash.ShouldBe(old);

        using var visitor = await Portal.SignInAsync(Portal.RootName);
        var hash = Convert.FromBase64String((await RowsAsync<User>()).Single().PasswordHash);
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)).ShouldBe(220_000u);
        (await visitor.SignInAsync(Portal.RootName)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "18")]
    [Trait("Security", "20")]
    public async Task A_wrong_password_tells_nothing_about_the_name_by_text_code_work_or_time()
    {
        string[] names = ["known", "disabled", "pending", "nobody"];
        foreach (var name in names[..3]) (await Portal.RegisterMemberAsync(name)).Dispose();
        await ChangeAsync("disabled", set => set.SetProperty(u => u.Status, UserStatus.Disabled));
        await ChangeAsync("pending", set => set.SetProperty(u => u.Status, UserStatus.Pending));
        using var visitor = Portal.Visit();
        var token = await visitor.TokenAsync("/login");

        var pages = new Dictionary<string, string>();
        foreach (var name in names)
        {
            var (made, verified) = (_hasher.Made, _hasher.Verified);
            using var answer = await TryAsync(visitor, name, token);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            pages[name] = Plain(await answer.TextAsync(), name);
            (_hasher.Made - made, _hasher.Verified - verified).ShouldBe((0, 1), name);
        }

        pages.Values.Distinct().ShouldHaveSingleItem();
        (await Portal.SignInAsync("disabled")).Dispose();
        await ShouldTakeTheSameTimeAsync(names, visitor, token);
    }

    [Fact]
    [Trait("Security", "20")]
    public async Task Only_the_right_password_is_told_that_an_account_is_disabled_or_waits()
    {
        foreach (var (status, sentence) in new[] { (UserStatus.Disabled, "disabled"), (UserStatus.Pending, "awaiting approval") })
        {
            await ChangeAsync(Portal.RootName, set => set.SetProperty(u => u.Status, status));
            using var visitor = Portal.Visit();
            var answer = await visitor.SignInAsync(Portal.RootName);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await answer.TextAsync()).ShouldContain(sentence);
            visitor.SessionKey(Portal).ShouldBeNull();
        }
    }

    // What else runs here only ever adds to a time: the least of many tries tells what the work itself takes. The figure of an
    // undisturbed machine is the benchmark's, `sign-in`.
    private async Task ShouldTakeTheSameTimeAsync(string[] names, Visitor visitor, string token)
    {
        const int FewestRounds = 10, MostRounds = 100;
        var least = names.ToDictionary(name => name, _ => double.MaxValue);
        for (var round = 1; ; round++)
        {
            foreach (var name in names)
            {
                var start = Stopwatch.GetTimestamp();
                (await TryAsync(visitor, name, token)).Dispose();
                least[name] = Math.Min(least[name], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var ratios = names.Select(name => least[name] / least["nobody"]).ToList();
            if (round >= FewestRounds && ratios.TrueForAll(r => r is > 0.8 and < 1.25)) return;
            round.ShouldBeLessThan(MostRounds, string.Join(", ", ratios));
        }
    }

    private async Task<HttpResponseMessage> TryAsync(Visitor visitor, string name, string token)
    {
        // So that no allowance is ever spent.
        _clock.Advance(TimeSpan.FromMinutes(1));
        return await visitor.PostFormAsync("/login", new() { ["username"] = name, ["password"] = Wrong, [Visitor.TokenField] = token });
    }

    private async Task ChangeAsync(string name, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<User>> change) =>
        await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Users
            .Where(u => u.Name == name).ExecuteUpdateAsync(change, Cancellation));

    private static string Plain(string page, string name) =>
        System.Text.RegularExpressions.Regex.Replace(
            page.Replace(name, "", StringComparison.Ordinal),
            "(value|content)=\"CfDJ[^\"]*\"|nonce=\"[^\"]*\"",
            ""
        );
}
