using System.Net;
using ChatAi.Application.Administration;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

public sealed class AdministrationTests : SharedPortalTests
{
    protected override Dictionary<string, string> Settings => new() { ["Accounts:Registration"] = "Approval" };

    [Fact]
    public async Task Registration_is_what_root_says_whatever_the_option()
    {
        using var visitor = Portal.Visit();
        (await visitor.PageAsync("/register_user")).ShouldContain("Request an account");

        await SendAsync("/registration", new() { ["mode"] = "open" });
        (await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas"))).Headers.Location!.ToString().ShouldBe("/chat/new");

        await SendAsync("/registration", new() { ["mode"] = "closed" });
        using var late = Portal.Visit();
        (await late.PageAsync("/register_user")).ShouldContain("Sign-up is closed");
        (await late.PostFormAsync("/register_user", Portal.Credentials("petra"), "/login")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await Root.PostFormAsync("/registration", new() { ["mode"] = "7" }, "/root_dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await Root.PostFormAsync("/registration", [], "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RowsAsync<AccountPolicy>()).ShouldHaveSingleItem().Registration.ShouldBe(RegistrationMode.Closed);
    }

    [Fact]
    public async Task Who_asked_is_let_in_or_turned_away_once()
    {
        using var visitor = Portal.Visit();
        await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas"));
        await visitor.PostFormAsync("/register_user", Portal.Credentials("petra"));
        (await Root.PageAsync("/root_dashboard")).ShouldContain("Awaiting approval");

        await SendAsync("/approve_user", await FieldsAsync("jonas"));
        (await Root.PostFormAsync("/approve_user", await FieldsAsync("jonas"), "/root_dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
        (await Root.PostFormAsync("/decline_user", await FieldsAsync("jonas"), "/root_dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
        var petra = await FieldsAsync("petra");
        await SendAsync("/decline_user", petra);
        (await Root.PostFormAsync("/decline_user", petra, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await visitor.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<User>()).Select(u => u.Name).ShouldBe([Portal.RootName, "jonas"], ignoreOrder: true);
    }

    [Fact]
    public async Task However_many_ask_for_an_account_root_finds_those_who_have_one()
    {
        using var jonas = await MemberAsync("jonas");
        await Portal.InScopeAsync(services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            db.Users.AddRange(Enumerable.Range(0, ListUsersQuery.MaxRows + 1)
                .Select(i => User.Member(UserName.From($"asker{i}"), UserStatus.Pending, DateTimeOffset.UnixEpoch)));
            return db.SaveChangesAsync(Cancellation);
        });

        var page = await Root.PageAsync("/root_dashboard");

        page.ShouldContain("Manage jonas");
        page.ShouldContain("asker0");
    }

    [Fact]
    public async Task Who_is_disabled_is_out_until_enabled_again_and_loses_nothing()
    {
        using var jonas = await MemberAsync("jonas");
        var chat = await jonas.NewChatAsync();
        var fields = await FieldsAsync("jonas");

        await SendAsync("/disable_user", fields);

        (await jonas.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");
        (await RowsAsync<Session>()).Count(s => s.UserId.ToString() == fields["id"] && s.EndedAt is null).ShouldBe(0);
        var refused = await jonas.PostFormAsync("/login", Portal.Credentials("jonas"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        WebUtility.HtmlDecode(await Root.PageAsync($"/root_dashboard/{fields["id"]}")).ShouldContain("Can't sign in. All data is kept");
        (await Root.PostFormAsync("/disable_user", fields, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        await SendAsync("/enable_user", fields);
        await jonas.PostFormAsync("/login", Portal.Credentials("jonas"));
        (await jonas.GetAsync($"/chat/{chat}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Root_signs_somebody_out_everywhere_who_may_come_back()
    {
        using var jonas = await MemberAsync("jonas");

        await SendAsync("/sign_out_user", await FieldsAsync("jonas"));

        (await jonas.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");
        (await jonas.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Root.GetAsync("/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task There_may_be_several_roots_and_there_is_always_one()
    {
        using var jonas = await MemberAsync("jonas");
        var (root, second) = (await FieldsAsync(Portal.RootName), await FieldsAsync("jonas"));
        (await Root.PostFormAsync("/change_role", Role(root, "member"), "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        await SendAsync("/change_role", Role(second, "root"));
        (await jonas.GetAsync("/dashboard"))
            .Headers.Location!.ToString()
            .ShouldContain("/login", customMessage: "a role changes with the sessions");
        await jonas.PostFormAsync("/login", Portal.Credentials("jonas"));
        var link = await jonas.NewLinkAsync("/invite", []);

        // Each takes the other's right away at once, again and again: one of them keeps it.
        foreach (var path in new[] { "/change_role", "/disable_user" })
        {
            // With both pages open before: whoever comes second gets none any more.
            var tokens = await Task.WhenAll(Root.TokenAsync("/root_dashboard"), jonas.TokenAsync("/root_dashboard"));
            await Task.WhenAll(
                Root.PostFormAsync(path, new(Role(second, "member")) { [Visitor.TokenField] = tokens[0] }),
                jonas.PostFormAsync(path, new(Role(root, "member")) { [Visitor.TokenField] = tokens[1] }));
            (await RowsAsync<User>()).Count(u => u is { IsRoot: true, Status: UserStatus.Active }).ShouldBe(1);
            var last = (await RowsAsync<User>()).Single(u => u is { IsRoot: true, Status: UserStatus.Active });
            var keeper = last.Name == "jonas" ? jonas : Root;
            var other = last.Name == "jonas" ? root : second;
            await keeper.PostFormAsync("/enable_user", other, "/root_dashboard");
            await keeper.PostFormAsync("/change_role", Role(other, "root"), "/root_dashboard");
            await (keeper == jonas ? Root : jonas).PostFormAsync(
                "/login",
                Portal.Credentials(last.Name == "jonas" ? Portal.RootName : "jonas")
            );
        }

        // What a root has made goes with the right to make it.
        await Root.PostFormAsync("/change_role", Role(second, "member"), "/root_dashboard");
        using var guest = Portal.Visit();
        (await guest.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_deleted_account_takes_its_chats_along_or_leaves_them_to_a_member_but_never_to_a_root()
    {
        using var jonas = await MemberAsync("jonas");
        using var petra = await MemberAsync("petra");
        using var anna = await MemberAsync("anna");
        var chat = await jonas.NewChatAsync();
        await jonas.PostAsync($"/chat/{chat}/message?wait=true", new { message = "To be kept" });
        await anna.NewChatAsync();
        using var dora = await MemberAsync("dora");
        var disabled = await FieldsAsync("dora");
        await SendAsync("/disable_user", disabled);
        var fields = await FieldsAsync("jonas");
        (await Root.PageAsync($"/root_dashboard/{fields["id"]}")).ShouldContain("Hand over to petra");

        foreach (var wrong in new[] { (await FieldsAsync(Portal.RootName))["id"], fields["id"], disabled["id"], Guid.NewGuid().ToString() })
        {
            var answer = await Root.PostFormAsync("/remove_user", new(fields) { ["hand_over_to"] = wrong }, "/root_dashboard");
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await answer.TextAsync()).ShouldContain("to another active member");
        }

        (await Root.PostFormAsync("/remove_user", new(fields) { ["hand_over_to"] = "nobody" }, "/root_dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        await SendAsync("/remove_user", new(fields) { ["hand_over_to"] = (await FieldsAsync("petra"))["id"] });

        (await petra.PageAsync($"/chat/{chat}")).ShouldContain("To be kept");
        (await Root.GetAsync($"/chat/{chat}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await jonas.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");

        await SendAsync("/remove_user", disabled);
        await SendAsync("/remove_user", await FieldsAsync("anna"));
        (await RowsAsync<Chat>()).ShouldHaveSingleItem().OwnerId.ToString().ShouldBe((await FieldsAsync("petra"))["id"]);
        (await RowsAsync<User>()).Select(u => u.Name).ShouldBe([Portal.RootName, "petra"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_member_may_do_none_of_it()
    {
        using var jonas = await MemberAsync("jonas");
        using var petra = await MemberAsync("petra");
        var fields = await FieldsAsync("petra");
        (await jonas.GetAsync($"/root_dashboard/{fields["id"]}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (
            var path in new[]
            {
                "/approve_user",
                "/decline_user",
                "/disable_user",
                "/enable_user",
                "/change_role",
                "/sign_out_user",
                "/remove_user",
                "/reset_user_password",
                "/registration",
                "/invite",
                "/revoke_invitation",
            }
        )
            (await jonas.PostFormAsync(path, new(fields) { ["role"] = "root", ["mode"] = "open" }, "/account")).StatusCode.ShouldBe(
                HttpStatusCode.Forbidden,
                path
            );

        (await petra.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RowsAsync<User>()).Count.ShouldBe(3);
        (await RowsAsync<Invitation>()).Count.ShouldBe(2, "those that let the two in");
        (await RowsAsync<PasswordReset>()).ShouldBeEmpty();
        (await RowsAsync<AccountPolicy>()).ShouldBeEmpty();
    }

    private async Task<Visitor> MemberAsync(string name)
    {
        var visitor = Portal.Visit();
        await visitor.PostFormAsync(await Root.NewLinkAsync("/invite", []), Portal.Credentials(name));
        return visitor;
    }

    private async Task<Dictionary<string, string>> FieldsAsync(string name) =>
        new() { ["id"] = (await RowsAsync<User>()).Single(u => u.Name == name).Id.ToString() };

    private static Dictionary<string, string> Role(Dictionary<string, string> fields, string role) => new(fields) { ["role"] = role };

    private async Task SendAsync(string path, Dictionary<string, string> fields) =>
        (await Root.PostFormAsync(path, fields, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found, path);
}
