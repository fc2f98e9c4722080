using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

public sealed class OwnAccountTests : SharedPortalTests
{
    [Fact]
    public async Task A_user_sees_their_devices_and_signs_them_out_but_no_others()
    {
        using var phone = Portal.Visit();
        await phone.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        using var jonas = await Portal.RegisterMemberAsync("jonas");

        var page = await Root.PageAsync("/account");
        page.ShouldContain("This device");
        page.ShouldContain("Sign out the other device");
        page.ShouldContain("127.0.0.1");

        var sessions = await RowsAsync<Session>();
        var root = (await RowsAsync<User>()).Single(u => u.IsRoot).Id;
        var foreign = sessions.Single(s => s.UserId != root).Id.ToString();
        (await Root.PostFormAsync("/account/sessions/end", new() { ["id"] = foreign }, "/account")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await jonas.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Root.PostFormAsync("/account/sessions/end_others", [], "/account")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await phone.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");
        (await Root.PageAsync("/account?done=sessions")).ShouldContain("Your other devices have been signed out.");
        (await RowsAsync<Session>()).Count(s => s.UserId == root && s.EndedAt is null).ShouldBe(1);
    }

    [Fact]
    public async Task A_new_name_counts_at_once_and_cannot_be_anothers()
    {
        using var jonas = await Portal.RegisterMemberAsync("jonas");

        var taken = await jonas.PostFormAsync("/account/name", new() { ["username"] = "Mara.KeIler" }, "/account");
        taken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await taken.TextAsync()).ShouldContain("is taken, or looks like one that is");
        (await jonas.PostFormAsync("/account/name", new() { ["username"] = "j" }, "/account")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );

        (await jonas.PostFormAsync("/account/name", new() { ["username"] = "Jonas.W" }, "/account")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );

        (await jonas.PageAsync("/dashboard")).ShouldContain("Jonas.W");
        (await RowsAsync<User>()).Select(u => u.FoldedName).ShouldBe([Portal.RootName, "jonas.w"], ignoreOrder: true);
        using var again = Portal.Visit();
        (await again.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await again.PostFormAsync("/login", Portal.Credentials("jonas.w"))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Who_deletes_their_account_takes_everything_along_and_the_last_root_stays()
    {
        using var jonas = await Portal.RegisterMemberAsync("jonas");
        var chat = await jonas.NewChatAsync();
        await jonas.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        var wrong = await jonas.PostFormAsync("/account/delete", new() { ["current_password"] = "not my password" }, "/account");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await RowsAsync<User>()).Count.ShouldBe(2);

        (await jonas.PostFormAsync("/account/delete", new() { ["current_password"] = Portal.Password }, "/account"))
            .Headers.Location!.ToString().ShouldBe("/login?done=deleted");
        (await jonas.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");
        (await RowsAsync<Chat>()).ShouldBeEmpty();
        (await RowsAsync<Message>()).ShouldBeEmpty();
        (await RowsAsync<User>()).ShouldHaveSingleItem();
        using var next = await Portal.RegisterMemberAsync("jonas");

        var last = await Root.PostFormAsync("/account/delete", new() { ["current_password"] = Portal.Password }, "/account");
        last.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await last.TextAsync()).ShouldContain("the only active administrator");
        (await RowsAsync<User>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_file_of_a_users_data_holds_every_branch()
    {
        var chat = await Root.NewChatAsync();
        var sent = await (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" })).JsonAsync();
        var answer = sent.GetProperty("message").GetProperty("id").GetString();
        (await Root.PostAsync($"/chat/{chat}/message/{answer}/regenerate")).IsSuccessStatusCode.ShouldBeTrue();
        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => !m.IsOpen));

        var file = await Root.JsonAsync("/account/data");

        file.GetProperty("profile").GetProperty("role").GetString().ShouldBe("root");
        var saved = file.GetProperty("chats")[0];
        saved.GetProperty("id").GetString().ShouldBe(chat);
        var messages = saved.GetProperty("messages").EnumerateArray().ToList();
        messages.Select(m => m.GetProperty("role").GetString()).ShouldBe(["user", "assistant", "assistant"]);
        messages.Skip(1).ShouldAllBe(m => m.GetProperty("parentId").GetString() == messages[0].GetProperty("id").GetString());
        saved.GetProperty("activeLeafId").GetString().ShouldBe(messages[1].GetProperty("id").GetString(), "the shown path comes first");
    }
}
