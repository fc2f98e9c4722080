using System.Net;
using System.Text.Json;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>
/// A broad run against a portal whose every category logs from Information or Debug on, with a word of its own in each place that may
/// hold a
/// secret. Then the words are looked for in all that the process has written, in the audit log, in metrics and in spans.
/// </summary>
public sealed class SecretsInLogsTests
{
    private const string Marker = "zq7x";
    private const string Password = "zq7x-right-password";

    [Theory]
    [InlineData("one-line", "Information")]
    [InlineData("json-line", "Debug")]
    [Trait("Security", "47")]
    public Task No_prompt_answer_title_password_cookie_or_key_is_in_any_log_metric_or_span(string form, string level) =>
        ShouldTellNoneAsync(form, level);

    [SlowTheory]
    [InlineData("one-line", "Debug")]
    [InlineData("json", "Debug")]
    [Trait("Security", "47")]
    public Task None_is_in_a_log_of_another_form_either(string form, string level) => ShouldTellNoneAsync(form, level);

    private static async Task ShouldTellNoneAsync(string form, string level)
    {
        var metrics = FreePort.Next();
        await using var collector = await Collector.StartAsync();
        var cancellation = TestContext.Current.CancellationToken;
        var data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
        await using var ollama = await SimulatedOllama.StartAsync(null, cancellation);
        ollama.Answers.Respond = _ => new SimulatedAnswer("zq7x-answer and more of it", "zq7x-thinking");
        try
        {
            var portal = await PortalProcess.StartAsync(data, ollama.Address, settings: new(collector.Settings)
            {
                ["Metrics__Port"] = $"{metrics}",
                ["Logging__Console__FormatterName"] = form,
                ["Logging__Console__FormatterOptions__IncludeScopes"] = "true",
                ["Accounts__Registration"] = "Open",
                ["Chats__TitlesByModel"] = "true",
                ["Logging__LogLevel__Default"] = level,
                ["Logging__LogLevel__Microsoft.AspNetCore"] = level,
                ["Logging__LogLevel__Microsoft.AspNetCore.DataProtection"] = level,
                ["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = level,
                ["Logging__LogLevel__System.Net.Http"] = level,
            });
            await using (portal)
            {
                using var root = new Visitor(portal.Address);
                await RunAsync(portal, root, ollama);
                var links = await UseLinksAsync(portal, root);
                var audit = await root.PageAsync("/audit/export.jsonl");
                audit.ShouldContain("session.sign-in");
                audit.ShouldContain("model.pull");
                audit.ShouldNotContain(Marker, Case.Insensitive);
                foreach (var cookie in root.Secrets) audit.ShouldNotContain(cookie);

                var scrape = (await Scrape.OfAsync(new Uri($"http://127.0.0.1:{metrics}"))).Text;
                await portal.TerminateAsync();
                portal.Output.ShouldContain("Executing endpoint", customMessage: "else nothing has been tested");
                foreach (var link in links) portal.Output.ShouldNotContain(link);
                foreach (var link in links) audit.ShouldNotContain(link);
                portal.Output.ShouldContain("INSERT INTO", customMessage: "else nothing has been tested");

                // Ollama's own words on what it refuses are told from Debug on: who looks for the cause of a failure has nothing else.
                var lines = portal.Output.Split('\n').Where(line => !line.Contains("Error text of Ollama: ", StringComparison.Ordinal));
                foreach (var line in lines) line.ShouldNotContain(Marker, Case.Insensitive);
                foreach (var cookie in root.Secrets) portal.Output.ShouldNotContain(cookie);

                var told = scrape + collector.Traces + collector.Metrics;
                told.ShouldContain("chatai_answers_total", customMessage: "else nothing has been tested");
                collector.Traces.ShouldContain("invitation/{token}", customMessage: "else nothing has been tested");
                var people = await IdsAndNamesAsync(data, cancellation);
                people.Count.ShouldBeGreaterThan(5);
                foreach (var secret in people.Concat(links).Concat(root.Secrets).Append(Marker).Append("127.0.0.1"))
                    told.ShouldNotContain(secret, Case.Insensitive);
            }

            foreach (var key in Directory.EnumerateFiles(Path.Combine(data, "keys")))
            {
                var secret = System.Text.RegularExpressions.Regex.Match(
                    await File.ReadAllTextAsync(key, cancellation),
                    "<value>([^<]+)</value>"
                );
                if (secret.Success)
                    portal.Output.ShouldNotContain(secret.Groups[1].Value);
            }

            await ScanStoreAsync(data, cancellation);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    // Right and wrong, done and refused: each place where somebody types, and each where a model does.
    private static async Task RunAsync(PortalProcess portal, Visitor root, SimulatedOllama ollama)
    {
        (await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName, Password))).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
        using var member = new Visitor(portal.Address);
        await member.PostFormAsync("/register_user", Portal.Credentials("sam.other", "zq7x-one", "zq7x-two"));
        (await member.PostFormAsync("/register_user", Portal.Credentials("sam.other", Password))).StatusCode.ShouldBe(HttpStatusCode.Found);
        using (var stranger = new Visitor(portal.Address))
        {
            await stranger.PostFormAsync("/login", Portal.Credentials("sam.other", "zq7x-wrong-password"));
            await stranger.PostFormAsync("/login", Portal.Credentials("zq7x-password-as-name", "x"));
            await stranger.PostFormAsync("/login", Portal.Credentials("zq7x\r\nfail: forged line", "x"));
            await stranger.PostFormAsync("/register_user", Portal.Credentials("zq7x bad name", Password));
            (await stranger.PostFormAsync("/login", Portal.Credentials("sam.other", Password))).StatusCode.ShouldBe(HttpStatusCode.Found);
        }

        await member.PostFormAsync(
            "/settings",
            new()
            {
                ["system_prompt"] = "zq7x-system-prompt",
                ["theme"] = "system",
                ["send_key"] = "enter",
                ["temperature"] = "zq7x",
            }
        );
        await member.PostFormAsync(
            "/settings",
            new()
            {
                ["system_prompt"] = "zq7x-system-prompt",
                ["theme"] = "system",
                ["send_key"] = "enter",
            }
        );

        var chat = await member.NewChatAsync("zq7x-prompt");
        await member.PostAsync($"/chat/{chat}/message?wait=true", new { message = "zq7x-second-prompt" });
        await member.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "zq7x-title" }, "/dashboard");
        await foreach (var _ in member.EventsAsync($"/chat/{chat}/events", cancellationToken: TestContext.Current.CancellationToken)) break;
        ollama.Faults.NextChat(Fault.ErrorLine(after: 1, text: "zq7x-error-of-the-model"));
        await member.PostAsync($"/chat/{chat}/message?wait=true", new { message = "zq7x-prompt-that-fails" });
        ollama.Faults.NextChat(Fault.CutOff(after: 1));
        await member.PostAsync($"/chat/{chat}/message?wait=true", new { message = "zq7x-prompt-that-is-cut" });
        await member.PostAsync($"/chat/{chat}/message", raw: "{\"message\": zq7x-broken-json");
        await member.PostAsync($"/chat/{chat}/message", raw: "{\"message\": {\"zq7x\": 1}}");
        await member.PostAsync(
            $"/chat/{chat}/message",
            raw: JsonSerializer.Serialize(new { message = string.Concat(Enumerable.Repeat("zq7x ", 300_000)) })
        );
        await root.GetAsync($"/chat/{chat}");
        await root.PostAsync($"/chat/{chat}/message", new { message = "zq7x-prompt-in-the-chat-of-another" });

        await member.PostFormAsync("/model/request/gemma3:1b", new() { ["reason"] = "zq7x-reason" }, "/dashboard");
        var wish = (await root.JsonAsync("/model/requests"))[0].GetProperty("id").GetGuid();
        await root.PostFormAsync($"/model/requests/{wish}/decline", new() { ["answer"] = "zq7x-word" }, "/dashboard");
        await member.PostAsync("/model/delete/qwen3:8b");
        await root.PostAsync("/model/download/gemma3:1b");
        await root.PostAsync("/model/download/not%20a%20name");
        await root.PostAsync("/model/load/qwen3:8b");
        await root.PostFormAsync(
            "/model/create",
            new()
            {
                ["name"] = "terse:v1",
                ["from"] = "llama3.2:3b",
                ["system_prompt"] = "zq7x-prompt-of-the-model",
            },
            "/dashboard"
        );
        await root.PostFormAsync("/models/policy", new() { ["members_may_pull"] = "on", ["memory"] = "zq7x" }, "/dashboard");
        await root.PostAsync("/logout", withToken: false);
        await member.PostFormAsync("/logout", tokenFrom: "/dashboard");
    }

    // Both kinds that work once, made and used by page and by program, and what is typed there.
    private static async Task<IReadOnlyList<string>> UseLinksAsync(PortalProcess portal, Visitor root)
    {
        var made = await root.PostFormAsync("/invite", new() { ["note"] = "zq7x-note", ["uses"] = "1", ["days"] = "1" }, "/root_dashboard");
        var invitation = Token(await root.PageAsync(made.Headers.Location!.ToString()));
        using var guest = new Visitor(portal.Address);
        await guest.GetAsync($"/invitation/{invitation}");
        (await guest.PostFormAsync($"/invitation/{invitation}", Portal.Credentials("guest.one", Password))).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );

        var people = await root.PageAsync("/root_dashboard");
        var id = System
            .Text.RegularExpressions.Regex.Match(people, "/root_dashboard/([0-9a-f-]{36})\" aria-label=\"Manage guest.one\"")
            .Groups[1]
            .Value;
        var offered = await root.PostFormAsync("/reset_user_password", new() { ["id"] = id }, "/root_dashboard");
        var reset = Token(await root.PageAsync(offered.Headers.Location!.ToString()));
        using var forgetful = new Visitor(portal.Address);
        await forgetful.GetAsync($"/reset_password/{reset}");
        (
            await forgetful.PostFormAsync(
                $"/reset_password/{reset}",
                new() { ["password"] = "zq7x-new-password", ["confirm_password"] = "zq7x-new-password" },
                $"/reset_password/{reset}"
            )
        ).StatusCode.ShouldBe(HttpStatusCode.Found);
        await root.PostFormAsync(
            "/account/password",
            new()
            {
                ["current_password"] = "zq7x-old",
                ["password"] = "zq7x-other",
                ["confirm_password"] = "zq7x-other",
            },
            "/account"
        );
        return [invitation, reset];

        static string Token(string page) =>
            System.Text.RegularExpressions.Regex.Match(page, "(?:invitation|reset_password)/([A-Za-z0-9_-]{43})").Groups[1].Value;
    }

    // What would say who is meant, or which chat.
    private static async Task<List<string>> IdsAndNamesAsync(string data, CancellationToken cancellation)
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(data, "chatai.db")};Pooling=False");
        await store.OpenAsync(cancellation);
        await using var command = store.CreateCommand();
        command.CommandText =
            """
            SELECT "Id" FROM "Chats" UNION SELECT "Id" FROM "Messages"
            UNION SELECT "Id" FROM "Users" UNION SELECT "Name" FROM "Users"
            """;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<string>();
        while (await rows.ReadAsync(cancellation)) found.Add(rows.GetString(0));
        return found;
    }

    // Also what root could read with the file in hand: the table of the audit log, every column.
    private static async Task ScanStoreAsync(string data, CancellationToken cancellation)
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(data, "chatai.db")};Pooling=False");
        await store.OpenAsync(cancellation);
        await using var command = store.CreateCommand();
        command.CommandText =
            """SELECT COUNT(*) FROM "AuditEntries" WHERE "WhoName" || "Action" || "Target" || "IpAddress" || "Outcome" LIKE '%zq7x%'""";
        (await command.ExecuteScalarAsync(cancellation)).ShouldBe(0L);
    }
}
