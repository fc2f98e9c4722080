using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

public sealed class PasswordResetTests : SignedInTests
{
    private const string New = "a password of my own";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    protected override TimeProvider Time => _clock;

    [Fact]
    public async Task A_link_sets_a_new_password_once_and_ends_all_sessions()
    {
        using var jonas = await Portal.RegisterMemberAsync("jonas");
        var (id, link) = await ResetAsync();
        (await RowsAsync<PasswordReset>()).ShouldHaveSingleItem().TokenHash.ShouldNotContain(link.Split('/')[^1]);

        // Until it is used, nothing changes.
        (await jonas.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var visitor = Portal.Visit();
        (await visitor.PageAsync(link)).ShouldContain("Choose a new password");
        (await visitor.PostFormAsync(link, Passwords("password123"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var named = await visitor.PostFormAsync(link, Passwords("the Jonas of old"));
        named.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await named.TextAsync()).ShouldContain("must not contain the user name");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => visitor.PostFormAsync(link, Passwords(New), "/login")));

        answers.Count(a => a.Headers.Location?.ToString() == "/login?done=password").ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.NotFound).ShouldBe(4);
        (await RowsAsync<PasswordReset>()).ShouldBeEmpty();
        (await jonas.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");
        (await visitor.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.PostFormAsync("/login", Portal.Credentials("jonas", New))).StatusCode.ShouldBe(HttpStatusCode.Found);
        id.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_open_browser_makes_no_link_for_its_own_account()
    {
        var root = (await RowsAsync<User>()).Single();

        var answer = await Root.PostFormAsync("/reset_user_password", new() { ["id"] = root.Id.ToString() }, "/root_dashboard");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RowsAsync<PasswordReset>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_ends_with_its_day_the_next_link_and_the_account()
    {
        using var jonas = await Portal.RegisterMemberAsync("jonas");
        var (_, replaced) = await ResetAsync();
        var (id, late) = await ResetAsync();
        using var visitor = Portal.Visit();
        await GoneAsync(visitor, replaced);

        _clock.Advance(PasswordReset.Lifetime);
        await GoneAsync(visitor, late);

        var (_, disabled) = await ResetAsync();
        await Root.PostFormAsync("/disable_user", new() { ["id"] = id }, "/root_dashboard");
        await GoneAsync(visitor, disabled);
        var refused = await Root.PostFormAsync("/reset_user_password", new() { ["id"] = id }, "/root_dashboard");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static async Task GoneAsync(Visitor visitor, string link)
    {
        (await visitor.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var sent = await visitor.PostFormAsync(link, Passwords(New), "/login");
        sent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sent.TextAsync()).ShouldContain("Ask an administrator for a new one.");
    }

    private async Task<(string Id, string Link)> ResetAsync()
    {
        var id = (await RowsAsync<User>()).Single(u => u.Name == "jonas").Id.ToString();
        return (id, await Root.NewLinkAsync("/reset_user_password", new() { ["id"] = id }));
    }

    private static Dictionary<string, string> Passwords(string password) =>
        new() { ["password"] = password, ["confirm_password"] = password };
}
