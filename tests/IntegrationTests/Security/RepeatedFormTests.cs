using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>
/// Every form of every page, sent twice at once and once more, as two clicks, a reload, Back and a restored tab do it: it has one effect,
/// and each answer leads to where the first one does.
/// </summary>
public sealed class RepeatedFormTests : SharedPortalTests
{
    // None of these is a form of a page: a script sends them, or a page sends one of their kind that is listed.
    private static readonly string[] NoForms = ["/chat/{id:guid}/seen", "/chat/{id:guid}/message/{message:guid}/edit"];

    [Fact]
    public async Task Each_is_done_once_and_answered_alike()
    {
        foreach (
            var route in Routes.Unsafe.Where(route =>
                route.Right is WebUI.Security.Right.Own or WebUI.Security.Right.Member or WebUI.Security.Right.Root
            )
        )
        {
            if (NoForms.Contains(route.Pattern) || route.Pattern is "/logout" or "/account/delete") continue;
            var (chat, answer) = await SharedPortal.AskAsync(Root, "Hello");
            var fields = new Dictionary<string, string>(route.Form);
            if (route.Pattern.EndsWith("/message", StringComparison.Ordinal))
                fields = new() { ["message"] = "Hello again", ["parent"] = answer };
            if (route.Pattern == "/chat/new")
                fields = new() { ["message"] = "Hello", ["idempotency_key"] = Guid.NewGuid().ToString() };
            var path = route
                .Path(chat, answer)
                .Replace(
                    "nosuch:1b",
                    route.Pattern.Contains("delete", StringComparison.Ordinal) ? "gemma3:4b" : "qwen3:8b",
                    StringComparison.Ordinal
                );

            var answers = await SendThreeTimesAsync(Root, path, fields);

            answers.Distinct().Count().ShouldBe(1, $"{route}: {string.Join(" | ", answers)}");
            answers[0].ShouldNotStartWith("5", Case.Sensitive, $"{route}");
        }
    }

    [Fact]
    public async Task A_message_is_said_once_also_minutes_later_and_another_one_is_not_lost()
    {
        foreach (var isFirst in new[] { true, false })
        {
            var (chat, answer) = isFirst ? (await Root.NewChatAsync(), "none") : await SharedPortal.AskAsync(Root, "Hello");
            (await Root.PageAsync($"/chat/{chat}")).ShouldContain($"name=\"parent\" value=\"{answer}\"");
            var form = new Dictionary<string, string> { ["message"] = "How tall is\r\nthe tower?", ["parent"] = answer };

            // Each with a token of its own, as from a restored tab: nothing but the message tells that they are the same.
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(_ => Root.PostFormAsync($"/chat/{chat}/message", form, "/dashboard"))
            );
            await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete));
            var later = await Root.PostFormAsync($"/chat/{chat}/message", form, "/dashboard");

            answers
                .Append(later)
                .ShouldAllBe(a => a.StatusCode == HttpStatusCode.Found && a.Headers.Location!.ToString() == $"/chat/{chat}");
            (await RowsAsync<Message>()).Count(m => m.ChatId.ToString() == chat && m.Text() == "How tall is\nthe tower?").ShouldBe(1);

            var other = await Root.PostFormAsync($"/chat/{chat}/message", new(form) { ["message"] = "And the bridge?" }, "/dashboard");
            other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await other.TextAsync()).ShouldContain("And the bridge?");
        }
    }

    [Fact]
    public async Task One_link_is_made_and_a_reload_shows_it_again()
    {
        (await Portal.RegisterMemberAsync("ben")).Dispose();
        var id = (await RowsAsync<User>()).Single(user => user.Name == "ben").Id.ToString();
        foreach (
            var (path, fields) in new (string, Dictionary<string, string>)[]
            {
                ("/invite", new() { ["note"] = "Jonas" }),
                ("/reset_user_password", new() { ["id"] = id }),
            }
        )
        {
            var answers = await SendThreeTimesAsync(Root, path, fields, "/root_dashboard");

            answers.Distinct().Count().ShouldBe(1, string.Join(" | ", answers));
            var location = answers[0].Split(' ')[1];
            var (page, again) = (LinkIn(await Root.PageAsync(location)), LinkIn(await Root.PageAsync(location)));
            page.ShouldNotBeEmpty();
            again.ShouldBe(page);

            // Nobody else can open it.
            using var other = await Portal.RegisterAsync("other.root", UserRole.Root);
            LinkIn(await other.PageAsync(location)).ShouldBeEmpty();
            await ExecuteAsync(
                """
                DELETE FROM "Sessions" WHERE "UserId" IN (SELECT "Id" FROM "Users" WHERE "Name" = 'other.root');
                DELETE FROM "Users" WHERE "Name" = 'other.root'
                """
            );
        }

        (await RowsAsync<Invitation>()).ShouldHaveSingleItem();
        (await RowsAsync<PasswordReset>()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("/register_user")]
    [InlineData("/login")]
    public async Task Who_registers_or_signs_in_by_two_clicks_is_signed_in(string path)
    {
        if (path == "/login") (await Portal.RegisterMemberAsync("ben")).Dispose();
        using var ben = Portal.Visit();

        var answers = await SendTwiceAsync(ben, path, Portal.Credentials("ben"), path);

        answers.ShouldBe(["302 /chat/new", "302 /chat/new"]);
        (await RowsAsync<User>()).Count(user => user.Name == "ben").ShouldBe(1);
        (await ben.GetAsync("/dashboard")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_invitation_and_a_reset_by_two_clicks_do_not_end_on_a_page_that_says_they_are_used()
    {
        (await Portal.RegisterMemberAsync("ben")).Dispose();
        var id = (await RowsAsync<User>()).Single(user => user.Name == "ben").Id.ToString();
        var links = new[]
        {
            await Accounts.LinkExtensions.NewLinkAsync(Root, "/invite", []),
            await Accounts.LinkExtensions.NewLinkAsync(Root, "/reset_user_password", new() { ["id"] = id }),
        };
        foreach (var link in links)
        {
            using var visitor = Portal.Visit();
            var answers = await SendTwiceAsync(visitor, link, Portal.Credentials("jonas"), link);
            var expected = link == links[0] ? "302 /chat/new" : "302 /login?done=password";
            answers.ShouldBe([expected, expected]);
        }
    }

    [Fact]
    public async Task An_account_that_waits_for_approval_is_told_so_again_by_a_reload()
    {
        (await Root.PostFormAsync("/registration", new() { ["mode"] = "Approval" }, "/root_dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
        using var ben = Portal.Visit();

        var answers = await SendThreeTimesAsync(ben, "/register_user", Portal.Credentials("ben"), "/register_user");

        answers.ShouldAllBe(answer => answer == answers[0]);
        var page = await ben.PageAsync(answers[0].Replace("302 ", "", StringComparison.Ordinal));
        page.ShouldContain("awaiting approval");
        page.ShouldContain("approve the account ben.");
        foreach (var madeUp in new[] { "ben", "CfDJ8" })
        {
            using var stranger = Portal.Visit();
            stranger.Cookies.Add(Portal.Address, new Cookie("chatai-pending", madeUp, "/"));
            (await stranger.GetAsync("/register_user/approval")).Headers.Location!.ToString().ShouldBe("/login");
        }
    }

    [Fact]
    public async Task Requests_and_variants_come_into_being_once()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        (await SendThreeTimesAsync(ben, "/model/request", new() { ["name"] = "gemma3:1b", ["reason"] = "To try" })).ShouldAllBe(a =>
            a == "302 /dashboard#requests"
        );
        (await RowsAsync<ModelRequest>()).ShouldHaveSingleItem();

        var made = await SendThreeTimesAsync(Root, "/model/create", new() { ["name"] = "made:1", ["from"] = "qwen3:8b" });
        made.ShouldAllBe(a => a == "302 /model/details/made:1");
        Ollama.Requests.To("/api/create").Count.ShouldBe(1);
    }

    // Who is signed in by the first cannot send the form of a stranger once more: that page is out of date.
    private static async Task<IReadOnlyList<string>> SendTwiceAsync(
        Visitor visitor,
        string path,
        Dictionary<string, string> fields,
        string page
    )
    {
        var form = new Dictionary<string, string>(fields) { [Visitor.TokenField] = await visitor.TokenAsync(page) };
        var answers = await Task.WhenAll(visitor.PostFormAsync(path, form), visitor.PostFormAsync(path, form));
        return [.. answers.Select(answer => $"{(int)answer.StatusCode} {answer.Headers.Location}")];
    }

    /// <returns>Status and where to, of two at once and of one after them.</returns>
    private static async Task<IReadOnlyList<string>> SendThreeTimesAsync(
        Visitor visitor, string path, Dictionary<string, string> fields, string page = "/dashboard")
    {
        var form = new Dictionary<string, string>(fields) { [Visitor.TokenField] = await visitor.TokenAsync(page) };
        var atOnce = await Task.WhenAll(visitor.PostFormAsync(path, form), visitor.PostFormAsync(path, form));
        var later = await visitor.PostFormAsync(path, form);
        return [.. atOnce.Append(later).Select(answer => $"{(int)answer.StatusCode} {answer.Headers.Location}")];
    }

    private static string LinkIn(string page) =>
        System.Text.RegularExpressions.Regex.Match(page, "(invitation|reset_password)/[A-Za-z0-9_-]{43}").Value;
}
