using System.Net;
using System.Text.Json;
using ChatAi.Application.Audit;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using ChatAi.WebUI.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class AuditTests : SignedInTests
{
    protected override Dictionary<string, string> Settings => new() { ["Accounts:Registration"] = "Approval" };

    [Fact]
    [Trait("Security", "47")]
    public async Task Sign_ins_registrations_and_acts_on_accounts_and_models_are_there_with_who_and_from_where()
    {
        using var visitor = Portal.Visit();
        await visitor.PostFormAsync("/register_user", Portal.Credentials("sam.other"));
        await visitor.PostFormAsync("/login", Portal.Credentials("sam.other"));
        var sam = (await RowsAsync<User>()).Single(u => !u.IsRoot);
        await Root.PostFormAsync("/approve_user", new() { ["id"] = $"{sam.Id}" }, "/root_dashboard");
        await visitor.PostFormAsync("/login", Portal.Credentials("SAM.other", "wrong password"));
        await visitor.PostFormAsync("/login", Portal.Credentials("sam.other"));
        await Root.PostAsync("/model/hide/qwen3:8b");
        await Root.PostAsync("/model/delete/nosuch:1b");
        await Root.PostFormAsync("/remove_user", new() { ["id"] = $"{sam.Id}" }, "/root_dashboard");

        List<string> expected =
        [
            "mara.keller account.register-root mara.keller ok",
            "sam.other account.register sam.other ok",
            " session.sign-in sam.other account.pending",
            "mara.keller account.approve sam.other ok",
            " session.sign-in sam.other sign-in.no-match",
            "sam.other session.sign-in sam.other ok",
            "mara.keller model.hide qwen3:8b ok",
            "mara.keller model.delete nosuch:1b model.not-found",
            "mara.keller account.remove sam.other ok",
        ];
        await Eventually.HoldsAsync(async () => (await LinesAsync()).ShouldBe(expected, ignoreOrder: true));
        var entries = await RowsAsync<AuditEntry>();
        entries.ShouldAllBe(e => e.IpAddress == "127.0.0.1" && e.Count == 1 && e.At.Offset == TimeSpan.Zero);
        entries.Single(e => e is { Action: "session.sign-in", Outcome: AuditEntry.Done }).Who.ShouldBe(sam.Id);
    }

    [Fact]
    public async Task Entries_are_listed_by_time_also_where_they_were_written_later()
    {
        var now = DateTimeOffset.UtcNow;
        await Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            for (var i = 0; i < 120; i++)
            {
                // Every second entry tells of something that is older than what was written before it.
                var at = now.AddMinutes(i % 2 == 0 ? -i : -i - 200);
                db.AuditEntries.Add(AuditEntry.Of(at, null, "", "model.hide", $"model-{i}", "127.0.0.1", AuditEntry.Done));
            }

            return await db.SaveChangesAsync(Cancellation);
        });

        var seen = new List<string>();
        for (var path = "/audit?kind=model.hide"; path is not null;)
        {
            var page = await Root.PageAsync(path);
            seen.AddRange(page.Split("<time datetime=\"").Skip(1).Select(part => part.Split('"')[0]));
            path = page.Contains("rel=\"next\"", StringComparison.Ordinal)
                ? WebUtility.HtmlDecode(page.Split("\" rel=\"next\"")[0].Split("href=\"")[^1])
                : null;
        }

        seen.Count.ShouldBe(120);
        seen.ShouldBe(seen.OrderDescending());
    }

    [Fact]
    [Trait("Security", "47")]
    public async Task What_was_typed_as_the_name_is_kept_only_where_there_is_such_an_account()
    {
        using var visitor = Portal.Visit();
        await visitor.PostFormAsync("/login", Portal.Credentials("hunter2-my-password", "x"));
        await visitor.PostFormAsync("/login", Portal.Credentials("two words\r\nand a line", "x"));

        await Eventually.HoldsAsync(async () => (await LinesAsync()).ShouldContain(" session.sign-in  sign-in.no-match"));
        (await RowsAsync<AuditEntry>()).ShouldAllBe(e => !e.Target.Contains("hunter2") && !e.Target.Contains("two words"));
    }

    [Fact]
    [Trait("Security", "47")]
    public async Task A_line_says_which_right_was_given_whose_password_was_set_and_who_got_the_chats()
    {
        var (sam, petra) = (await InviteAsync("sam.other"), await InviteAsync("petra"));
        await Root.PostFormAsync("/change_role", new() { ["id"] = sam, ["role"] = "root" }, "/root_dashboard");
        await Root.PostFormAsync("/change_role", new() { ["id"] = sam, ["role"] = "member" }, "/root_dashboard");
        var link = await Root.NewLinkAsync("/reset_user_password", new() { ["id"] = sam });
        using var visitor = Portal.Visit();
        await visitor.PostFormAsync(link, new() { ["password"] = "short", ["confirm_password"] = "short" });
        await visitor.PostFormAsync(link, new() { ["password"] = "a password of my own", ["confirm_password"] = "a password of my own" });
        await visitor.PostFormAsync(
            link,
            new() { ["password"] = "another one of my own", ["confirm_password"] = "another one of my own" },
            "/login"
        );
        await Root.PostFormAsync("/remove_user", new() { ["id"] = sam, ["hand_over_to"] = Guid.NewGuid().ToString() }, "/root_dashboard");
        await Root.PostFormAsync("/remove_user", new() { ["id"] = sam, ["hand_over_to"] = petra }, "/root_dashboard");

        List<string> expected =
        [
            "mara.keller account.make-root sam.other ok",
            "mara.keller account.make-member sam.other ok",
            "mara.keller account.offer-reset sam.other ok",
            " account.reset-password sam.other invalid",
            " account.reset-password sam.other ok",
            " account.reset-password  reset.not-found",
            "mara.keller account.remove sam.other user.no-heir",
            "mara.keller account.remove sam.other, chats to petra ok",
        ];
        await Eventually.HoldsAsync(async () => expected.Except(await LinesAsync()).ShouldBeEmpty());

        // What was done on an account is found by its name, also where it is one of two.
        (await Root.PageAsync("/audit?who=petra&kind=account.remove")).ShouldContain("sam.other, chats to petra");
        Rows(await Root.PageAsync("/audit?who=SAM.other&kind=account.remove&outcome=done")).ShouldBe(1);
        Rows(await Root.PageAsync("/audit?who=other&kind=account.remove")).ShouldBe(0);
        Rows(await Root.PageAsync("/audit?who=pet&kind=account.remove")).ShouldBe(0);
    }

    [Fact]
    [Trait("Security", "47")]
    public async Task What_root_does_to_accounts_is_not_done_where_its_line_cannot_be_stored()
    {
        using var asking = Portal.Visit();
        await asking.PostFormAsync("/register_user", Portal.Credentials("asking"));
        var waiting = (await RowsAsync<User>()).Single(u => u.Name == "asking").Id.ToString();
        var (sam, petra) = (await InviteAsync("sam.other"), await InviteAsync("petra"));
        await Root.PostFormAsync("/disable_user", new() { ["id"] = petra }, "/root_dashboard");
        await Root.NewLinkAsync("/invite", []);
        var invitation = (await RowsAsync<Invitation>()).MaxBy(i => i.ExpiresAt)!.Id.ToString();
        var before = await AccountsAsync();
        await ExecuteAsync("""CREATE TRIGGER "NoLine" BEFORE INSERT ON "AuditEntries" BEGIN SELECT RAISE(ABORT, 'full'); END""");

        foreach (var (path, fields) in new (string, Dictionary<string, string>)[]
        {
            ("/approve_user", new() { ["id"] = waiting }),
            ("/decline_user", new() { ["id"] = waiting }),
            ("/disable_user", new() { ["id"] = sam }),
            ("/enable_user", new() { ["id"] = petra }),
            ("/change_role", new() { ["id"] = sam, ["role"] = "root" }),
            ("/reset_user_password", new() { ["id"] = sam }),
            ("/registration", new() { ["mode"] = "open" }),
            ("/invite", []),
            ("/revoke_invitation", new() { ["id"] = invitation }),
            ("/remove_user", new() { ["id"] = sam }),
        })
        {
            (await Root.PostFormAsync(path, fields, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError, path);
            (await AccountsAsync()).ShouldBe(before, path);
        }

        // Another act is done all the same.
        (await Root.PostFormAsync("/sign_out_user", new() { ["id"] = sam }, "/root_dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Session>()).Count(s => s.UserId.ToString() == sam && s.EndedAt is null).ShouldBe(0);

        async Task<string> AccountsAsync() => string.Join('\n',
        [
            .. (await RowsAsync<User>()).Select(u => $"{u.Name} {u.Role} {u.Status}"),
            .. (await RowsAsync<Invitation>()).Select(i => $"{i.Id} {i.RevokedAt}"),
            .. (await RowsAsync<PasswordReset>()).Select(r => r.TokenHash),
            .. (await RowsAsync<AccountPolicy>()).Select(p => $"{p.Registration}"),
        ]);
    }

    [Fact]
    [Trait("Security", "47")]
    public async Task What_was_done_is_written_down_and_stays_done_when_its_account_cannot_be_looked_up()
    {
        await Portal.InScopeAsync(async services =>
        {
            var act = await services
                .GetRequiredService<IAuditLog>()
                .BeginAsync(AuditSubject.OfAccount("account.register", "sam.other"), Cancellation);
            await ExecuteAsync("""ALTER TABLE "Users" RENAME TO "Elsewhere" """);
            await act.EndAsync(refusal: null);
            return await ExecuteAsync("""ALTER TABLE "Elsewhere" RENAME TO "Users" """);
        });

        (await LinesAsync()).ShouldContain(" account.register  ok");
    }

    [Fact]
    [Trait("Security", "5")]
    public async Task What_a_member_tries_of_what_is_roots_is_refused_and_written_down()
    {
        using var member = await MemberAsync();
        foreach (
            var path in new[] { "/model/delete/qwen3:8b", "/models/policy", "/model/load/qwen3:8b", "/approve_user", "/models/update" }
        )
            (await member.PostAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        foreach (var path in new[] { "/root_dashboard", "/audit", "/audit/export.csv", "/audit/export.jsonl" })
            (await member.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);

        List<string> expected =
        [
            "sam.other access.denied POST /model/delete/{**name} forbidden", "sam.other access.denied POST /models/policy forbidden",
            "sam.other access.denied POST /model/load/{**name} forbidden", "sam.other access.denied POST /approve_user forbidden",
            "sam.other access.denied POST /models/update forbidden", "sam.other access.denied GET /root_dashboard forbidden",
            "sam.other access.denied GET /audit forbidden", "sam.other access.denied GET /audit/export.csv forbidden",
            "sam.other access.denied GET /audit/export.jsonl forbidden",
        ];
        await Eventually.HoldsAsync(async () => expected.Except(await LinesAsync()).ShouldBeEmpty());
        (await RowsAsync<AuditEntry>()).Count(e => e.Outcome == "forbidden").ShouldBe(expected.Count, "nothing is told twice");
    }

    [Fact]
    [Trait("Security", "47")]
    public async Task Who_tries_what_is_somebody_elses_is_written_down_by_the_kind_of_route_and_who_mistypes_is_not()
    {
        using var member = await MemberAsync();
        var chat = await member.NewChatAsync("Hello");
        var message = (await RowsAsync<Message>()).First();

        (await Root.GetAsync($"/chat/{chat}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Root.PostAsync($"/chat/{await Root.NewChatAsync()}/message/{message.Id}/regenerate")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await Root.GetAsync($"/chat/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Eventually.HoldsAsync(async () => (await LinesAsync()).Where(l => l.Contains("access.")).Order().ShouldBe(
        [
            "mara.keller access.not-theirs GET /chat/{id:guid} not-found",
            "mara.keller access.not-theirs POST /chat/{id:guid}/message/{message:guid}/regenerate not-found",
        ]));
    }

    [Fact]
    [Trait("Security", "47")]
    public async Task The_store_lets_nothing_change_an_entry_and_nothing_delete_a_young_one()
    {
        var entry = (await RowsAsync<AuditEntry>()).First();
        foreach (
            var sql in new[]
            {
                """UPDATE "AuditEntries" SET "WhoName" = 'nobody'""",
                """DELETE FROM "AuditEntries" """,
                """
                INSERT OR REPLACE INTO "AuditEntries"
                SELECT "Id", "At", "Who", 'nobody', "Action", "Target", "IpAddress", "Outcome", "Count" FROM "AuditEntries"
                """,
            }
        )
        {
            await Should.ThrowAsync<SqliteException>(() => ExecuteAsync(sql));
        }

        var kept = (await RowsAsync<AuditEntry>()).First();
        (kept.Id, kept.WhoName, kept.Action).ShouldBe((entry.Id, entry.WhoName, entry.Action));
    }

    [Fact]
    public async Task Root_reads_page_by_page_and_filters()
    {
        await AddAsync(DateTimeOffset.UtcNow, 120);
        var first = await Root.PageAsync("/audit?kind=model");
        Rows(first).ShouldBe(50);
        var second = await Root.PageAsync(OlderOf(first)!);
        Rows(second).ShouldBe(50);
        var third = await Root.PageAsync(OlderOf(second)!);
        Rows(third).ShouldBe(20);
        OlderOf(third).ShouldBeNull();

        Rows(await Root.PageAsync("/audit?who=MARA.keller")).ShouldBe(1);
        Rows(await Root.PageAsync("/audit?who=model-7&outcome=done")).ShouldBe(1);
        Rows(await Root.PageAsync("/audit?outcome=refused")).ShouldBe(0);
        Rows(await Root.PageAsync("/audit?from=2000-01-01&to=2000-12-31")).ShouldBe(0);
        Rows(await Root.PageAsync("/audit?kind=account.register-root&from=2000-01-01")).ShouldBe(1);
        (await Root.GetAsync("/audit?from=tomorrow")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Root.GetAsync("/audit?to=9999-12-31")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Root.PageAsync("/audit?who=%3Cscript%3Ealert(1)%3C%2Fscript%3E")).ShouldNotContain("<script>alert");
    }

    [Fact]
    [Trait("Security", "48")]
    public async Task The_log_is_taken_along_as_CSV_without_formulas_and_as_JSON_and_that_is_written_down()
    {
        using var visitor = Portal.Visit();
        await visitor.PostFormAsync("/register_user", Portal.Credentials("-2-3"));
        await AddAsync(DateTimeOffset.UtcNow, 1200);

        var csv = await Root.GetAsync("/audit/export.csv?who=-2-3");
        csv.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        csv.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=audit.csv");
        var lines = (await csv.TextAsync()).Split("\r\n");
        lines[0].ShouldBe("id,time,who,who_id,action,target,ip_address,outcome,count");
        lines[1].ShouldMatch("""^\d+,[-0-9T:]+Z,"'-2-3",[-0-9a-f]{36},account\.register,"'-2-3",127\.0\.0\.1,ok,1$""");

        var json = (await Root.PageAsync("/audit/export.jsonl?kind=model")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        json.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("target").GetString()).ShouldBe(
            Enumerable.Range(0, 1200).Reverse().Select(n => $"model-{n}"), "each once, newest first");

        (await LinesAsync()).Where(l => l.Contains("audit.export")).ShouldBe(
            ["mara.keller audit.export CSV ok", "mara.keller audit.export JSON lines ok"]);
    }

    private static string? OlderOf(string page) =>
        System.Text.RegularExpressions.Regex.Match(page, """href="([^"]+)" rel="next">""") is { Success: true } link
            ? WebUtility.HtmlDecode(link.Groups[1].Value)
            : null;

    private static int Rows(string page) => page.Split("data-instant").Length - 1;

    private async Task<Visitor> MemberAsync()
    {
        var visitor = Portal.Visit();
        await visitor.PostFormAsync("/register_user", Portal.Credentials("sam.other"));
        var sam = (await RowsAsync<User>()).Single(u => !u.IsRoot);
        await Root.PostFormAsync("/approve_user", new() { ["id"] = $"{sam.Id}" }, "/root_dashboard");
        await visitor.PostFormAsync("/login", Portal.Credentials("sam.other"));
        return visitor;
    }

    /// <returns>The id of somebody new, who has an account that works.</returns>
    private async Task<string> InviteAsync(string name)
    {
        using var visitor = Portal.Visit();
        await visitor.PostFormAsync(await Root.NewLinkAsync("/invite", []), Portal.Credentials(name));
        return (await RowsAsync<User>()).Single(u => u.Name == name).Id.ToString();
    }

    private async Task<List<string>> LinesAsync() =>
        [.. (await RowsAsync<AuditEntry>()).OrderBy(e => e.Id).Select(e => $"{e.WhoName} {e.Action} {WordsOf(e.Target)} {e.Outcome}")];

    private static string WordsOf(string target) => AuditWords.Target(target, ErrorWords.Texts);

    private Task<int> AddAsync(DateTimeOffset at, int count) =>
        Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            db.AuditEntries.AddRange(
                Enumerable
                    .Range(0, count)
                    .Select(n => AuditEntry.Of(at, null, "robin", "model.load", $"model-{n}", "10.0.0.1", AuditEntry.Done))
            );
            return await db.SaveChangesAsync(Cancellation);
        });
}
