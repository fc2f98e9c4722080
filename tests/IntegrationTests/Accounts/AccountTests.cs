using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

public sealed class FirstAccountPageTests : PortalTests
{
    [Fact]
    public async Task The_first_start_leads_every_page_to_the_first_account()
    {
        using var visitor = Portal.Visit();
        foreach (var path in new[] { "/", "/dashboard", "/login", "/register_user", "/settings" })
        {
            var answer = await visitor.GetAsync(path);

            answer.StatusCode.ShouldBe(HttpStatusCode.Found, path);
            answer.Headers.Location!.ToString().ShouldBe("/register_root", path);
        }
    }

    [Fact]
    public async Task Root_is_registered_once_and_signed_in()
    {
        using var root = await Portal.RegisterRootAsync();
        (await root.PageAsync("/dashboard")).ShouldContain(Portal.RootName);

        using var other = Portal.Visit();
        (await other.GetAsync("/register_root")).Headers.Location!.ToString().ShouldBe("/login");
        var user = (await RowsAsync<User>()).ShouldHaveSingleItem();
        user.Role.ShouldBe(UserRole.Root);
        user.Status.ShouldBe(UserStatus.Active);
    }

    [Fact]
    public async Task A_refused_registration_says_why_and_keeps_the_name()
    {
        using var visitor = Portal.Visit();
        foreach (var (name, password, confirmation, sentence) in new[]
        {
            ("ab", Portal.Password, Portal.Password, "3 to 32 letters"),
            ("two words", Portal.Password, Portal.Password, "3 to 32 letters"),
            ("mara", "short", "short", "10 to 128 characters"),
            ("mara", Portal.Password, "another password", "The passwords do not match."),
        })
        {
            var answer = await visitor.PostFormAsync("/register_root", Portal.Credentials(name, password, confirmation));

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, sentence);
            var page = WebUtility.HtmlDecode(await answer.TextAsync());
            page.ShouldContain(sentence);
            page.ShouldContain($"value=\"{name}\"");
            page.ShouldNotContain(password + "\"");
        }

        (await RowsAsync<User>()).ShouldBeEmpty();
    }
}

public sealed class AccountTests : SharedPortalTests
{
    [Theory]
    [InlineData("Mara.Keller")]
    [InlineData("MARA.KELLER")]
    public async Task A_name_is_taken_whatever_its_case(string name)
    {
        using var visitor = Portal.Visit();

        var answer = await visitor.PostFormAsync("/register_user", Portal.Credentials(name));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.TextAsync()).ShouldContain("is taken");
    }

    [Theory]
    [InlineData(Portal.RootName, "wrong password!")]
    [InlineData("nobody", Portal.Password)]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_sentence(string name, string password)
    {
        using var visitor = Portal.Visit();

        var answer = await visitor.PostFormAsync("/login", new() { ["username"] = name, ["password"] = password });

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.TextAsync()).ShouldContain("Wrong user name or password.");
        (await visitor.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Who_signs_out_is_out_and_may_come_back()
    {
        var visitor = Root;
        (await visitor.PostFormAsync("/logout", tokenFrom: "/dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await visitor.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");

        var back = await visitor.PostFormAsync("/login", new() { ["username"] = "MARA.keller", ["password"] = Portal.Password });
        back.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await visitor.PageAsync("/dashboard")).ShouldContain(Portal.RootName);
    }

    [Fact]
    public async Task A_member_sees_only_their_own_chats()
    {
        using var member = await Portal.RegisterMemberAsync("jonas");
        var chat = await Root.NewChatAsync("A secret of root's");

        foreach (var path in new[] { $"/chat/{chat}", $"/chat/{chat}/events" })
            (await member.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        foreach (var action in new[] { "rename", "clear", "delete", "model", "stop" })
        {
            var answer = await member.PostFormAsync(
                $"/chat/{chat}/{action}",
                new() { ["chat_name"] = "Mine", ["model"] = "qwen3:8b" },
                "/dashboard"
            );
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, action);
        }

        (await member.PostAsync($"/chat/{chat}/message", new { message = "Hello" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await member.PageAsync("/dashboard")).ShouldNotContain("A secret of root");
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("A secret of root");
    }

    [Fact]
    public async Task Anothers_answer_that_is_being_written_cannot_be_told_from_an_unknown_one()
    {
        using var member = await Portal.RegisterMemberAsync("jonas");
        Ollama.Faults.NextChat(Fault.Silence());
        var chat = await Root.NewChatAsync("A secret");
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Id;
        var own = await member.NewChatAsync();

        // It would wait for as long as the answer is being written.
        (await member.GetAsync($"/chat/{own}/message/{answer}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await member.GetAsync($"/chat/{own}/events?message={answer}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Root.PostAsync($"/chat/{chat}/stop");
    }

    [Fact]
    public async Task Only_root_pulls_and_deletes_models_and_removes_users()
    {
        using var member = await Portal.RegisterMemberAsync("jonas");
        var id = (await RowsAsync<User>()).Single(u => u.Name == "jonas").Id.ToString();

        (await member.PostAsync("/model/download/smollm2:135m")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await member.PostAsync("/model/delete/llama3.2:3b")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await member.GetAsync("/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await member.PostFormAsync("/remove_user", new() { ["id"] = id }, "/dashboard")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        Ollama.Requests.Pulls.ShouldBeEmpty();

        (await Root.PostFormAsync("/remove_user", new() { ["id"] = id }, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<User>()).ShouldHaveSingleItem();
        (await member.GetAsync("/dashboard")).Headers.Location!.ToString().ShouldContain("/login");
    }

    [Fact]
    public async Task A_change_without_the_token_is_refused_with_a_sentence()
    {
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" }, withToken: false);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.DetailAsync()).ShouldContain("Reload");
    }
}

public sealed class ApprovalTests : PortalTests
{
    protected override Dictionary<string, string> Settings => new() { ["Accounts:Registration"] = "Approval" };

    [Fact]
    public async Task Who_asked_for_an_account_gets_in_once_root_approves()
    {
        using var root = await Portal.RegisterRootAsync();
        using var visitor = Portal.Visit();
        var registered = await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas"));
        registered.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await visitor.PageAsync(registered.Headers.Location!.ToString())).ShouldContain("approve the account jonas.");

        var early = await visitor.PostFormAsync("/login", Portal.Credentials("jonas"));
        early.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await early.TextAsync()).ShouldContain("awaiting approval");

        var id = (await RowsAsync<User>()).Single(u => u.Name == "jonas").Id.ToString();
        await root.PostFormAsync("/approve_user", new() { ["id"] = id }, "/root_dashboard");
        (await visitor.PostFormAsync("/login", Portal.Credentials("jonas"))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }
}

public sealed class ClosedRegistrationTests : PortalTests
{
    protected override Dictionary<string, string> Settings => new() { ["Accounts:Registration"] = "Closed" };

    [Fact]
    public async Task Nobody_registers()
    {
        using var root = await Portal.RegisterRootAsync();
        using var visitor = Portal.Visit();

        (await visitor.PostFormAsync("/register_user", Portal.Credentials("jonas"), "/login")).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await RowsAsync<User>()).ShouldHaveSingleItem();
    }
}
