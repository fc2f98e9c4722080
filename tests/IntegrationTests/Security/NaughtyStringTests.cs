using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Scripts;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>
/// The Big List of Naughty Strings through every field: nothing breaks, what is taken comes back as it was, and pages, exports and log
/// lines keep their shape.
/// </summary>
public sealed partial class NaughtyStringTests : SharedPortalTests
{
    private const int AtOnce = 4;

    // With the answers, a page of a chat shows all of them.
    private const int MessagesInChat = 10;

    private static readonly string[] NumberFields = ["temperature", "num_ctx", "default_model", "theme"];
    private static readonly string[] Searches = ["/chats?q=", "/root_dashboard?q=", "/audit?from=1&who=", "/chat/new?model="];

    private IReadOnlyList<string> _strings = [];

    protected override SimulatorOptions Options => new() { TokensPerSecond = 100_000, ParallelRequests = AtOnce };

    protected override Dictionary<string, string> Settings => new() { ["Ollama:MaxConcurrentAnswers"] = "4" };

    public override async ValueTask InitializeAsync()
    {
        await Node.RequireAsync();
        var list = JsonSerializer.Deserialize<string[]>(await Node.ReadPackageAsync("blns/resources/blns.json", Cancellation))!;
        _strings = [.. list.Append("a\0b").Append("one\r\ntwo\rthree").Distinct()];
        _strings.Count.ShouldBeGreaterThan(450);
        await base.InitializeAsync();
    }

    [Fact]
    public async Task Messages_and_answers()
    {
        Ollama.Answers.Respond = request => new SimulatedAnswer(request.Messages[^1].Content, "");
        await Root.TokenAsync();
        var written = _strings.Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        written.Count.ShouldBeGreaterThan(450);
        foreach (var text in _strings.Except(written))
        {
            using var answer = await Root.PostAsync("/chat/new", new { message = text, chat_name = "Mine" });
            ShouldBeSane(answer, text);
        }

        var chats = new ConcurrentDictionary<string, string[]>();
        await Parallel.ForEachAsync(written.Chunk(MessagesInChat), Parallelism, async (texts, cancellation) =>
        {
            using var created = await Root.PostAsync("/chat/new", new { message = texts[0], chat_name = "Mine" });
            created.StatusCode.ShouldBe(HttpStatusCode.Created, Escaped(texts[0]));
            var chat = (await created.JsonAsync()).GetProperty("id").GetString()!;
            chats[chat] = texts;
            await foreach (var _ in Root.EventsAsync($"/chat/{chat}/events", cancellationToken: cancellation))
            {
                // Until its answer has ended.
            }

            foreach (var text in texts.Skip(1))
            {
                using var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = text });
                answer.IsSuccessStatusCode.ShouldBeTrue(Escaped(text));
            }
        });

        await Eventually.HoldsAsync(async () =>
            (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete || m.Status == MessageStatus.Failed)
        );
        var messages = (await RowsAsync<Message>()).ToLookup(m => m.ChatId.ToString());
        foreach (var (chat, texts) in chats)
            messages[chat].Where(m => m.Role == MessageRole.User).Select(m => m.Text()).ShouldBe(texts.Select(Kept), ignoreOrder: true);
        messages
            .SelectMany(m => m)
            .Count(m => m.Role == MessageRole.Assistant && m.Status == MessageStatus.Complete)
            .ShouldBeGreaterThan(450);
        await Parallel.ForEachAsync(chats.Keys, Parallelism, async (chat, _) => ShouldBeInert(await Root.PageAsync($"/chat/{chat}"), chat));

        // As data, exactly.
        var exported = (await Root.JsonAsync("/account/data"))
            .GetProperty("chats")
            .EnumerateArray()
            .SelectMany(chat => chat.GetProperty("messages").EnumerateArray())
            .SelectMany(message => message.GetProperty("parts").EnumerateArray())
            .Select(part => part.GetProperty("text").GetString())
            .ToHashSet();
        written.Where(text => !exported.Contains(Kept(text))).Select(Escaped).ShouldBeEmpty();
    }

    [Fact]
    public async Task Titles_in_every_list()
    {
        var kept = new ConcurrentBag<string>();
        var chat = await Root.NewChatAsync();
        await Root.TokenAsync();
        await ForEachAsync(async text =>
        {
            using var answer = await Root.PostAsync("/chat/new", new { chat_name = text });
            ShouldBeSane(answer, text);
            if (answer.StatusCode == HttpStatusCode.Created && ChatTitle.IsValid(text)) kept.Add(text);
        });
        foreach (var text in _strings.Where(text => !text.Contains('\0', StringComparison.Ordinal)))
        {
            using var answer = await Root.PostFormAsync(
                $"/chat/{chat}/rename",
                new() { ["chat_name"] = text, [Visitor.TokenField] = await Root.TokenAsync() }
            );
            ShouldBeSane(answer, text);
        }

        var titles = (await RowsAsync<Chat>()).Select(c => c.Title.Value).ToList();
        kept.Count.ShouldBeGreaterThan(400);
        kept.Count(text => titles.Contains(text)).ShouldBeGreaterThan(350, "most of them need no change");
        kept.Where(text => !titles.Contains(ChatTitle.From(text).Value)).Select(Escaped).ShouldBeEmpty();
        foreach (var path in new[] { "/chats", "/dashboard", "/chat/new" })
        {
            var page = await Root.PageAsync(path);
            ShouldBeInert(page, path);
            if (path != "/chats") continue;
            var shown = WebUtility.HtmlDecode(page);
            titles.Where(title => !shown.Contains(title, StringComparison.Ordinal)).Select(Escaped).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Settings_and_what_is_typed_beside_models()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        var token = await ben.TokenAsync();
        foreach (var text in _strings.Where(text => !text.Contains('\0', StringComparison.Ordinal)))
        {
            var fields = new Dictionary<string, string>
            {
                ["system_prompt"] = text,
                ["theme"] = "system",
                ["send_key"] = "enter",
                [Visitor.TokenField] = token,
            };
            using var saved = await ben.PostFormAsync("/settings", fields);
            saved.StatusCode.ShouldBe(HttpStatusCode.Found, Escaped(text));

            // What is wrong beside it has the same text come back with the form.
            foreach (var field in NumberFields) fields[field] = text;
            using var wrong = await ben.PostFormAsync("/settings", fields);
            ShouldBeSane(wrong, text);
            var page = await wrong.TextAsync();
            ShouldBeInert(page, text);
            if (wrong.StatusCode == HttpStatusCode.BadRequest)
                WebUtility
                    .HtmlDecode(page)
                    .ReplaceLineEndings("\n")
                    .ShouldContain(text.ReplaceLineEndings("\n"), Case.Sensitive, Escaped(text));
        }

        (await RowsAsync<User>()).Single(user => user.Name == "ben").Preferences.SystemPrompt.ShouldBe(_strings[^1].Trim());
    }

    [Fact]
    public async Task Names_of_models_and_reasons_for_them()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        await ben.TokenAsync();
        await Root.TokenAsync();
        await ForEachAsync(async text =>
        {
            if (text.Contains('\0', StringComparison.Ordinal)) return;
            var escaped = Escape(text);
            using var details = await ben.GetAsync($"/model/details/{escaped}");
            ShouldBeSane(details, text);
            ShouldBeInert(await details.TextAsync(), text);
            using var copied = await Root.PostFormAsync("/model/copy/qwen3:8b", Fields(("to", text)));
            ShouldBeSane(copied, text);
            using var asked = await ben.PostFormAsync("/model/request", Fields(("name", text), ("reason", text)));
            ShouldBeSane(asked, text);
        });

        // Of those that are names, few enough to be asked for.
        (await RowsAsync<ModelRequest>()).ShouldAllBe(request => IsName(request.Reason));
        await ExecuteAsync("""DELETE FROM "ModelRequests" """);
        var reasons = new List<string>();
        foreach (
            var text in _strings.Where(text =>
                PlainLine.Of(text) is { Length: > 0 and <= 500 } && !text.Contains('\0', StringComparison.Ordinal)
            )
        )
        {
            using var asked = await ben.PostFormAsync("/model/request", Fields(("name", $"mine{reasons.Count}:1b"), ("reason", text)));
            asked.StatusCode.ShouldBe(HttpStatusCode.Found, Escaped(text));
            reasons.Add(PlainLine.Of(text));
            if (reasons.Count % 20 != 0) continue;
            var requests = (await RowsAsync<ModelRequest>()).Select(r => r.Reason).ToList();
            reasons[^20..].ShouldBeSubsetOf(requests);
            ShouldBeInert(await Root.PageAsync("/dashboard"), "requests");
            await ExecuteAsync("""DELETE FROM "ModelRequests" """);
        }

        reasons.Count.ShouldBeGreaterThan(400);
    }

    [Fact]
    public Task Searches_and_filters() => SearchAsync(index => [Searches[index % Searches.Length]]);

    [SlowFact]
    public Task Every_search_and_filter() => SearchAsync(_ => Searches);

    private Task SearchAsync(Func<int, string[]> paths) => ForEachAsync(async (text, index) =>
    {
        foreach (var path in paths(index))
        {
            using var answer = await Root.GetAsync(path + Escape(text));
            ShouldBeSane(answer, path + text);
            ShouldBeInert(await answer.TextAsync(), path + text);
        }
    });

    [Fact]
    public async Task Names_and_passwords_of_accounts()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        var token = await ben.TokenAsync();
        var (password, taken, name, named) = (Portal.Password, 0, "ben", 0);
        using var stranger = Portal.Visit(IPAddress.Parse("127.0.0.77"));
        var strangersToken = await stranger.TokenAsync("/login");
        foreach (var text in _strings.Where(text => !text.Contains('\0', StringComparison.Ordinal)))
        {
            using var renamed = await ben.PostFormAsync("/account/name", new() { ["username"] = text, [Visitor.TokenField] = token });
            ShouldBeSane(renamed, text);
            ShouldBeInert(await renamed.TextAsync(), text);
            if (renamed.StatusCode == HttpStatusCode.Found) (name, named) = (text.Trim(), named + 1);

            // Each change proves the password before.
            using var changed = await ben.PostFormAsync(
                "/account/password",
                new() { ["current_password"] = password, ["password"] = text, ["confirm_password"] = text, [Visitor.TokenField] = token });
            ShouldBeSane(changed, text);
            (await changed.TextAsync()).ShouldNotContain("current password is not right", Case.Insensitive, Escaped(password));
            if (changed.StatusCode == HttpStatusCode.Found) (password, taken) = (text, taken + 1);

            using var signIn = await stranger.PostFormAsync(
                "/login",
                new()
                {
                    ["username"] = text,
                    ["password"] = text,
                    [Visitor.TokenField] = strangersToken,
                }
            );
            ShouldBeSane(signIn, text);
            ShouldBeInert(await signIn.TextAsync(), text);
        }

        taken.ShouldBeGreaterThan(100);
        named.ShouldBeGreaterThan(20);
        (await RowsAsync<User>()).ShouldContain(user => user.Name == name);
        foreach (
            var text in _strings
                .Where(text => text.Trim().Length is > 0 and <= Invitation.MaxNoteLength && !text.Contains('\0', StringComparison.Ordinal))
                .Take(100)
        )
        {
            using var invited = await Root.PostFormAsync("/invite", Fields(("note", text)));
            ShouldBeSane(invited, text);
        }

        ShouldBeInert(await Root.PageAsync("/root_dashboard"), "invitations");
        (await RowsAsync<Invitation>()).Count.ShouldBe(100);
        foreach (var line in (await Root.PageAsync("/audit/export.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            JsonDocument.Parse(line).Dispose();
        var csv = (await Root.PageAsync("/audit/export.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        csv.ShouldAllBe(line => line.Count(c => c == '"') % 2 == 0 && !line.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_of_the_log()
    {
        foreach (var formatter in Portal.Services.GetServices<ConsoleFormatter>().Where(f => f.Name is "one-line" or "json-line"))
        {
            foreach (var text in _strings)
            {
                using var writer = new StringWriter();
                var entry = new LogEntry<string>(LogLevel.Error, "Tests", 1, text, new InvalidOperationException(text), (state, _) =>
                    state
                );
                formatter.Write(entry, scopeProvider: null, writer);

                var line = writer.ToString();
                line.ShouldEndWith("\n");
                line.TrimEnd('\r', '\n').ShouldNotContain(c => char.IsControl(c) || c == '\u2028' || c == '\u2029', Escaped(text));
            }
        }
    }

    private static ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation };

    private Task ForEachAsync(Func<string, Task> tryAsync) => ForEachAsync((text, _) => tryAsync(text));

    private Task ForEachAsync(Func<string, int, Task> tryAsync) =>
        Parallel.ForEachAsync(_strings.Index(), Parallelism, async (item, _) => await tryAsync(item.Item, item.Index));

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);

    private static bool IsName(string text) => ModelName.TryParse(text, out _);

    // NUL ends a text in the store, and a form has CR LF for each line break.
    private static string Kept(string text) => LineBreaks.Unify(text).Replace('\0', '\uFFFD');

    private static string Escape(string text) => Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static string Escaped(string text) => JsonSerializer.Serialize(text);

    private static void ShouldBeSane(HttpResponseMessage answer, string text) =>
        ((int)answer.StatusCode).ShouldBeLessThan(
            500,
            $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} {Escaped(text)}"
        );

    // Tags as a browser would see them: none of ours has a handler, and no script of ours has text.
    private static void ShouldBeInert(string page, string text)
    {
        Active().Match(page).Value.ShouldBeEmpty(Escaped(text));
        page.ShouldNotContain('\0', Escaped(text));
        if (page.Contains("<html", StringComparison.Ordinal)) page.TrimEnd().ShouldEndWith("</html>", Case.Sensitive, Escaped(text));
    }

    [GeneratedRegex(
        """
            <script(?![^>]*\ssrc="/)[^>]*>|<[a-z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*\son[a-z]+\s*=|<(iframe|object|embed|applet|marquee|foreignobject)\b|(href|src|action)="\s*(javascript|vbscript|data:text)
            """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Active();
}
