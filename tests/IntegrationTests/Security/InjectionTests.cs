using System.Net;
using System.Text;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class InjectionTests : SharedPortalTests
{
    // None of these is a name.
    private static readonly string[] Names =
    [
        "http://evil.example/x",
        "https://evil.example/x:1b",
        "file:///etc/passwd",
        "user@evil.example/a/b",
        "llama3.2@sha256:0000",
        "../llama3.2",
        "a/../b",
        "..",
        ".",
        "a/./b",
        "a//b",
        "/etc/passwd",
        "%2e%2e/x",
        "%2e%2e%2fx",
        "..%2f..%2fx",
        "a\\b",
        "a\nb",
        "a\r\nHost: x",
        "a\0b",
        "a b",
        "a?b",
        "a#b",
        "a:b:c",
        ":tag",
        "a:",
        "-flag",
        "--insecure",
        "$(id)",
        "a`id`b",
        "a;b",
        "a|b",
        "a&b",
        "{\"model\":\"x\"}",
        "a\"b",
        "<b>",
        "a\u202eb",
        "\u0430llama",
        "\uff0e\uff0e/x",
        "[::1]/a/b",
        "",
        new string('a', 10_000),
        "a:" + new string('b', 10_000),
        string.Concat(Enumerable.Repeat("a/", 5_000)),
    ];

    // These name a host that nobody has allowed.
    private static readonly string[] Elsewhere =
    [
        "evil.example/a/b",
        "evil.example:443/a/b",
        "127.0.0.1:8080/a/b",
        "169.254.169.254/latest/meta-data",
        "localhost:1/a/b",
        "hf.co.evil.example/a/b",
        "registry.ollama.ai.evil.example/a/b:c",
    ];

    [Fact]
    [Trait("Security", "32")]
    public async Task A_name_that_is_none_reaches_no_model_server()
    {
        await Root.JsonAsync("/ollama/status?now=true");
        Ollama.Requests.Clear();
        foreach (var name in Names)
        {
            // With dots alone, or nothing, a client makes another address of it.
            foreach (
                var act in name is "" or "." or ".."
                    ? []
                    : (string[])["download", "delete", "copy", "load", "unload", "hide", "show", "default"]
            )
            {
                using var answer = await Root.PostFormAsync(
                    $"/model/{act}/{Uri.EscapeDataString(name)}",
                    new() { ["to"] = "copy:1" },
                    tokenFrom: "/settings"
                );
                ((int)answer.StatusCode).ShouldBeInRange(400, name.Length > 1000 ? 414 : 400, $"{act} {name}");
            }

            // A form with a NUL cannot be read at all.
            if (name.Contains('\0', StringComparison.Ordinal)) continue;
            await RefusedAsync("/model/download", new() { ["name"] = name });
            await RefusedAsync("/model/copy/llama3.2:3b", new() { ["to"] = name });
            await RefusedAsync("/model/create", new() { ["name"] = name, ["from"] = "llama3.2:3b" });
            await RefusedAsync("/model/create", new() { ["name"] = "made:1", ["from"] = name });
        }

        foreach (var name in Elsewhere)
        {
            await RefusedAsync("/model/download", new() { ["name"] = name });
            await RefusedAsync($"/model/download/{Uri.EscapeDataString(name)}", []);
            using var made = await Root.PostFormAsync(
                "/model/create",
                new() { ["name"] = "made:1", ["from"] = name },
                tokenFrom: "/settings"
            );
            ((int)made.StatusCode).ShouldBeInRange(400, 404, name);
        }

        string[] looks = ["/api/version", "/api/tags", "/api/ps", "/api/show"];
        Ollama.Requests.All.Where(r => !looks.Contains(r.Path)).ShouldBeEmpty();
        (await RowsAsync<Domain.Models.ModelPull>()).ShouldBeEmpty();
    }

    private async Task RefusedAsync(string address, Dictionary<string, string> fields)
    {
        using var answer = await Root.PostFormAsync(address, fields, tokenFrom: "/settings");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{address} {string.Join(' ', fields)}");
    }

    [Fact]
    [Trait("Security", "31")]
    public async Task What_a_model_says_is_data_in_one_event_and_never_an_event()
    {
        var payloads = HostilePayloads.Of("forged events").Concat(HostilePayloads.Of("controls, forged lines and templates")).ToList();
        foreach (var payload in payloads)
        {
            var said = $"begin{payload}end";
            Ollama.Answers.Enqueue(
                new SimulatedAnswer(said, said)
                {
                    Pieces = [.. said.EnumerateRunes().Select(rune => rune.ToString())],
                    ThinkingPieces = [said],
                }
            );
        }

        foreach (var payload in payloads)
        {
            var said = $"begin{payload}end";
            var chat = await Root.NewChatAsync("Say it");
            var reasoning = "";
            var ends = 0;
            var events = new List<string>();
            await foreach (var item in Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation))
            {
                events.Add(item.Type);
                if (item.Type != "ping")
                    item.Data.GetProperty("message").GetGuid().ShouldNotBe(Guid.Empty);
                if (item.Type == "reasoning")
                    reasoning = reasoning[..item.Data.GetProperty("at").GetInt32()] + item.Data.GetProperty("append").GetString();
                if (item.Type is "done" or "failed")
                    ends++;
            }

            events.Except(["state", "part", "remove", "reasoning", "block", "text", "done", "ping"]).ShouldBeEmpty(payload);
            ends.ShouldBe(1, payload);
            events[^1].ShouldBe("done", payload);
            var row = (await RowsAsync<Message>()).Single(m => m.ChatId.Value == Guid.Parse(chat) && m.Role == MessageRole.Assistant);
            // The store's texts end at NUL.
            row.Text().ShouldBe(said.Replace('\0', '\ufffd'));
            if (reasoning.Length > 0) reasoning.ShouldBe(said);
        }
    }

    [Fact]
    [Trait("Security", "35")]
    public async Task A_search_finds_words_in_the_users_own_titles_and_nothing_else()
    {
        using var member = await Portal.RegisterMemberAsync("jo.lind");
        var mine = await Root.NewChatAsync("Mine alone 100% _x_");
        await member.NewChatAsync("Secret of Jo 100% _x_");
        string[] searches =
        [
            .. HostilePayloads.Of("controls, forged lines and templates"),
            "' OR 1=1 --",
            "\" OR \"\"=\"",
            "') UNION SELECT PasswordHash FROM Users --",
            "'; DELETE FROM Chats; --",
            "%",
            "_",
            "\\",
            "\\%",
            "*",
            "Secret*",
            "NEAR(Secret Jo)",
            "Title:Secret",
            "OwnerId:1",
            "\"Secret",
            "{Secret}",
            "Secret AND Jo",
            "Secret OR Mine",
            "NOT x",
            "^Secret",
            "(((((",
            "\0",
            "\ud83d",
            "[a-z]",
            new string('%', 10_000),
            new string('a', 10_000),
            string.Concat(Enumerable.Repeat("%a", 3_000)),
        ];
        foreach (var search in searches)
        {
            foreach (var query in new[] { "chats?q=", "dashboard?all=", "dashboard?now=" })
            {
                using var answer = await Root.GetAsync($"/{query}{Escape(search)}");
                ((int)answer.StatusCode).ShouldBeLessThan(500, search);
                (await answer.TextAsync()).ShouldNotContain("Secret of Jo", Case.Sensitive, search);
            }
        }

        (await Root.PageAsync("/chats?q=" + Escape("100% _x_"))).ShouldContain(mine);
        (await RowsAsync<Chat>()).Count.ShouldBe(2);
    }

    // Half a character cannot be escaped.
    private static string Escape(string text) => Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
}
