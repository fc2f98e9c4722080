using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class PasswordTests : SignedInTests
{
    // Quick, because only their number counts here.
    private readonly CountingHasher _hasher = new(new QuickHasher());

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<IPasswordHasher<User>>(_hasher) };

    [Fact]
    [Trait("Security", "17")]
    public async Task A_password_is_refused_for_its_length_its_fame_or_its_owners_name_and_for_nothing_else()
    {
        using var visitor = Portal.Visit();
        foreach (var (password, sentence) in new[]
        {
            ("123456789", "10 to 128 characters"),
            (new string('x', 100) + new string('y', 29), "10 to 128 characters"),
            ("password123", "too common"),
            ("QwertyUiop", "too common"),
            ("1q2w3e4r5t", "too common"),
            ("iloveyou123", "too common"),
            ("the Jonas of old", "must not contain the user name"),
        })
        {
            var answer = await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas", password));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, password);
            (await answer.TextAsync()).ShouldContain(sentence, customMessage: password);
        }

        (await RowsAsync<User>()).ShouldHaveSingleItem();
        (await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas", "only small letters"))).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
    }

    [Fact]
    [Trait("Security", "17")]
    public async Task A_long_one_of_any_characters_counts_to_its_last_and_is_not_trimmed()
    {
        // 128 characters, some of which a string counts as two, with spaces at both ends.
        var password = " \u00E4\u6F22\U0001F60A\t\u0001" + string.Concat(Enumerable.Repeat("\U0001F510a", 60)) + "b ";
        password.EnumerateRunes().Count().ShouldBe(128);
        using var visitor = Portal.Visit();

        (await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas", password))).StatusCode.ShouldBe(HttpStatusCode.Found);

        using var again = Portal.Visit();
        foreach (var wrong in new[] { password.Trim(), password[..^1], password[..72], password[..^2] + "c " })
            (await again.PostFormAsync("/login", Portal.Credentials("jonas", wrong))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await again.PostFormAsync("/login", Portal.Credentials("jonas", password))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    [Trait("Security", "17")]
    public async Task A_password_of_a_megabyte_is_refused_wherever_one_is_asked_for_and_costs_no_hash()
    {
        using var visitor = Portal.Visit();
        (await Portal.RegisterMemberAsync("petra")).Dispose();
        var petra = (await RowsAsync<User>()).Single(u => !u.IsRoot).Id;
        var (reset, invitation) = (
            await Root.NewLinkAsync("/reset_user_password", new() { ["id"] = petra.ToString() }), await Root.NewLinkAsync("/invite", []));
        var (made, verified) = (_hasher.Made, _hasher.Verified);

        await ShouldAnswerAsync(
            1024 * 1024,
            HttpStatusCode.RequestEntityTooLarge,
            HttpStatusCode.RequestEntityTooLarge,
            HttpStatusCode.RequestEntityTooLarge
        );
        await ShouldAnswerAsync(1000 * 1000, HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden);
        (await RowsAsync<User>()).Count.ShouldBe(2);
        (_hasher.Made, _hasher.Verified).ShouldBe((made, verified));

        async Task ShouldAnswerAsync(int length, HttpStatusCode asTheirs, HttpStatusCode asNew, HttpStatusCode asCurrent)
        {
            var huge = new string('x', length);
            (await visitor.PostFormAsync("/login", Portal.Credentials(Portal.RootName, huge, ""))).StatusCode.ShouldBe(asTheirs);
            (await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas", huge, ""))).StatusCode.ShouldBe(asNew);
            (await visitor.PostFormAsync(invitation, Portal.Credentials("jonas", huge, ""))).StatusCode.ShouldBe(asNew);
            (await visitor.PostFormAsync(reset, new() { ["password"] = huge })).StatusCode.ShouldBe(asNew);
            (await Root.PostFormAsync("/account/password", Change(Portal.Password, huge, ""), "/account")).StatusCode.ShouldBe(asNew);
            (
                await Root.PostFormAsync("/account/password", Change(huge, "a new password", "a new password"), "/account")
            ).StatusCode.ShouldBe(asCurrent);
            (await Root.PostFormAsync("/account/delete", new() { ["current_password"] = huge }, "/account")).StatusCode.ShouldBe(asCurrent);
        }
    }

    [Fact]
    [Trait("Security", "13")]
    public async Task A_changed_password_signs_out_the_other_sessions_and_keeps_this_one()
    {
        using var phone = Portal.Visit();
        await phone.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        (await phone.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var wrong = await Root.PostFormAsync(
            "/account/password",
            Change("not my password", "another password", "another password"),
            "/account"
        );
        wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await wrong.TextAsync()).ShouldContain("That is not your current password.");
        (await phone.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Root.PostFormAsync("/account/password", Change(Portal.Password, "another password", "another password"), "/account"))
            .StatusCode.ShouldBe(HttpStatusCode.Found);

        (await phone.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");
        (await Root.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RowsAsync<Session>()).Count(s => s.EndedAt is null).ShouldBe(1);
        (await phone.PostFormAsync("/login", Portal.Credentials(Portal.RootName))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await phone.PostFormAsync("/login", Portal.Credentials(Portal.RootName, "another password"))).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
    }

    private static Dictionary<string, string> Change(string current, string password, string again) => new()
    {
        ["current_password"] = current,
        ["password"] = password,
        ["confirm_password"] = again,
    };
}
