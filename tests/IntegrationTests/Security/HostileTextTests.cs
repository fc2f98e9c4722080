using System.Text.Json;
using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Browser;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using ChatAi.WebUI.Chats;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Security;

[Trait("Security", "25")]
[Trait("Security", "27")]
[Trait("Security", "28")]
[Trait("Security", "52")]
[Collection(BrowserChains.First)]
public sealed class HostileTextTests(ChromiumFixture chromium) : HostilePage(chromium)
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Messages_answers_thoughts_and_errors_are_text_to_the_browser()
    {
        var chat = await FillAsync();

        await VisitAsync($"/chat/{chat}");
        for (var older = Page.Locator("[data-older]"); await older.CountAsync() > 0;)
        {
            var before = await Page.Locator(".message").CountAsync();
            await older.ClickAsync();
            await Expect(Page.Locator($".message >> nth={before}")).ToBeAttachedAsync();
        }

        (await Page.Locator(".message--answer").CountAsync()).ShouldBe(Payloads.Count);
        await ShouldBeInertAsync("the whole chat");
        var users = await Page.Locator(".message__bubble").EvaluateAllAsync<string[]>("all => all.map((bubble) => bubble.textContent)");
        users.ShouldBe(Payloads.Select(p => Shown(LineBreaks.Unify($"x{p}"))));
    }

    [Fact]
    public async Task Titles_are_text_to_the_browser_on_pages_and_as_they_change()
    {
        var titles = AllPayloads.Where(ChatTitle.IsValid).Select(ChatTitle.From).ToList();
        // The sidebar lists no more than some hundred chats.
        foreach (var some in titles.Chunk(400))
        {
            await AddChatsAsync(some);
            await VisitAsync("/chats?q=a");
            await VisitAsync("/chats");
            (
                await Page.Locator("[data-all-chats] .chat-list__title")
                    .EvaluateAllAsync<string[]>("all => all.map((title) => title.textContent)")
            )
                .Order(StringComparer.Ordinal)
                .ShouldBe(some.Select(t => t.Value).Order(StringComparer.Ordinal));
        }

        await Page.EvaluateAsync(
            """
            async (titles) => {
              const { ChatList } = await import("/js/chat-list.js");
              const list = new ChatList(document.querySelector("[data-chat-list]"));
              const chat = { isPinned: false, updatedAt: "2026-01-01T00:00:00Z", answeredAt: null, isAnswering: false, isUnread: false,
                hasFailed: false, version: 1, leafId: null };
              titles.forEach((title, i) => list.update({ ...chat, id: `00000000-0000-0000-0000-${i}`, title }));
            }
            """, AllPayloads);
        await ShouldBeInertAsync("titles that come by the stream");
    }

    [Fact]
    public async Task What_Ollama_and_the_catalogue_say_of_models_is_text_to_the_browser()
    {
        var all = string.Join('\n', Payloads);
        var lines = Payloads.Select(p => string.Join(' ', p.Split(['\t', '\r', '\n']))).ToList();
        await File.WriteAllLinesAsync(
            Path.Combine(Portal.DataDirectory, "catalogue.tsv"),
            lines
                .Select((p, i) => $"house{i % 40}\t{i}b\t{p}\t4000000000\t{p}\t8192\tcompletion,{p}\t{p}\t{p}")
                .Prepend("name\ttag\tparameters\tsize_bytes\tquantization\tcontext_length\tcapabilities\tlicense\tdescription"),
            Cancellation
        );
        Ollama.Options.Version = all;
        foreach (var (i, some) in Payloads.Chunk(50).Index())
        {
            var text = string.Join('\n', some);
            Ollama.Models.Install(KnownModels.Find("llama3.2:3b")! with
            {
                Name = $"hostile:{i}",
                Family = text,
                ParameterSize = text,
                Quantization = text,
                Capabilities = ["completion", .. some],
                License = text,
                System = text,
                Template = text,
                ParentModel = text,
                Parameters = [.. some.Select(p => KeyValuePair.Create("stop", p))],
            });
        }

        string[] pulled =
        [
            "llama3.2:1b",
            "llama3.1:8b",
            "qwen3:0.6b",
            "qwen3:1.7b",
            "qwen3:4b",
            "gemma3:270m",
            "gemma3:1b",
            "mistral:7b",
            "phi4:14b",
            "tinyllama:1.1b",
        ];
        foreach (var some in Payloads.Chunk(Payloads.Count / pulled.Length))
            Ollama.Faults.NextPull(Fault.ErrorLine(0, string.Concat(some)));
        await Page.EvaluateAsync(
            """
            async (pulled) => {
              const { post } = await import("/js/lib/api.js");
              for (const model of pulled) await post(`/model/download/${model}`, new FormData());
            }
            """, pulled);

        await VisitAsync("/dashboard?now=true&all=true");
        await Expect(Page.Locator("[data-installed='hostile:0']")).ToBeAttachedAsync();
        await ShouldBeInertAsync("/dashboard");
        for (var i = 0; i <= Payloads.Count / 50; i++) await VisitAsync($"/model/details/hostile:{i}");
    }

    [Fact]
    public async Task What_is_typed_wrong_comes_back_as_text()
    {
        var all = string.Concat(AllPayloads).Replace("\0", "", StringComparison.Ordinal);
        await Page.GotoAsync("/settings");
        await Page.Locator("[name=temperature]").FillAsync(all);
        await Page.Locator("[name=system_prompt]").FillAsync(all[..10_000]);
        await Page.Locator("[data-settings]").EvaluateAsync("form => form.requestSubmit()");
        await Expect(Page.GetByText("Nothing was saved.")).ToBeVisibleAsync();
        await ShouldBeInertAsync("/settings");

        // Otherwise the browser asks whether to leave what was not saved.
        await Page.Locator("[data-discard]").ClickAsync();
        await Expect(Page.GetByText("Nothing was saved.")).ToHaveCountAsync(0);
        await Page.Context.ClearCookiesAsync();
        foreach (var path in new[] { "/login?returnUrl=" + Uri.EscapeDataString(all[..1000]), "/register_user" })
        {
            await Page.GotoAsync(path);
            await Page.Locator("[name=username]").FillAsync(all[..8_000]);
            await Page.Locator("[name=password]").FillAsync(all[..2_000]);
            await Page.Locator("form").First.EvaluateAsync("form => form.submit()");
            await Expect(Page.Locator("[role=alert], .field__error").First).ToBeVisibleAsync();
            await ShouldBeInertAsync(path);
        }
    }

    [Fact]
    [Trait("Security", "26")]
    public async Task An_answer_is_inert_at_every_character_of_its_stream()
    {
        await FillAsync(1);
        await Page.GotoAsync($"/chat/{(await RowsAsync<Chat>()).Single().Id}");
        await Page.EvaluateAsync(
            """
            async () => {
              const { AnswerView } = await import("/js/chat/answer-view.js");
              const { fromTemplate } = await import("/js/lib/dom.js");
              const { highlight } = await import("/js/chat/highlight.js");
              const { addTools } = await import("/js/chat/message-tools.js");
              const forbidden = ".prose :is(script, iframe, object, embed, form, style, meta, base, link, svg, img, video, audio)"
                + ", .prose a:not([href^='http'], [href^='mailto:'])";
              window.play = async (answers) => {
                for (const events of answers) {
                  const answer = fromTemplate("answer");
                  document.querySelector("[data-messages]").append(answer);
                  addTools(answer);
                  const view = new AnswerView(answer);
                  for (const { name, data } of events) {
                    view[name](data);
                    if (answer.querySelector(forbidden)) throw new Error(answer.outerHTML);
                  }
                  view.end("failed", events.at(-1)?.payload ?? "", {});
                  await highlight(answer);
                }
              };
            }
            """);
        foreach (var some in Payloads.Chunk(60))
        {
            await Page.EvaluateAsync("(json) => window.play(JSON.parse(json))", JsonSerializer.Serialize(some.Select(Stream), Wire));
            await ShouldBeInertAsync("the stream");
            await Page.EvaluateAsync(
                "() => document.querySelectorAll('[data-messages] > .message').forEach((message) => message.remove())"
            );
        }
    }

    [Fact]
    [Trait("Security", "26")]
    public async Task What_Ollama_streams_byte_by_byte_is_inert_while_it_comes_and_when_it_is_whole()
    {
        Ollama.Options.TokensPerSecond = 2_000;
        var text = string.Join(
            "\n\n",
            AllPayloads
                .Where(p => !p.Contains("```", StringComparison.Ordinal) && !p.Contains("~~~", StringComparison.Ordinal))
                .Where((_, i) => i % 12 == 0)
        );
        var pieces = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        Ollama.Faults.EveryChat = Fault.SplitUtf8();
        Ollama.Answers.Enqueue(new SimulatedAnswer(text, text) { Pieces = pieces, ThinkingPieces = [.. pieces.Take(1000)] });
        await StartChatAsync("Say it", "qwen3:8b");

        while (await Answers.First.GetAttributeAsync("aria-busy") == "true") await ShouldBeInertAsync("while it comes");
        await ShouldBeInertAsync("once it is whole");
        await Page.ReloadAsync();
        await ShouldBeInertAsync("when it is read again");
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        answer.Error.ShouldBeNull();
        answer.Status.ShouldBe(MessageStatus.Complete);
        answer.Text().ShouldBe(text.Replace('\0', '\ufffd'), "NUL ends a text in the store");
    }

    [Fact]
    [Trait("Security", "29")]
    public async Task Copying_code_keeps_its_bytes()
    {
        const string Code = "<b a=\"1\">&amp; \\u003c</b>\n\ttab  \u202e\u2066rtl\u2069 ünï 🚀 \u200b\u009b1m\x1b[31m`x`\n</code></pre>";
        await Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        Ollama.Answers.Enqueue($"```js\" onclick=\"trap()\n{Code}\n```");
        await StartChatAsync("Code");
        await WholeAsync(Answers.First);

        await Page.Locator("[data-copy]").ClickAsync();
        (await Page.EvaluateAsync<string>("navigator.clipboard.readText()")).TrimEnd('\n').ShouldBe(Code);
        (await Page.Locator(".prose code").First.GetAttributeAsync("class"))!
            .Split(' ')
            .ShouldBeSubsetOf(["language-js", "language-javascript", "hljs"]);
    }

    // What HTML makes of characters that have no place in it.
    private static string Shown(string text) => text.Replace('\0', '\ufffd').Replace('\u009b', '\u203a');

    private object[] Stream(string payload)
    {
        var time = new FakeTimeProvider();
        var live = LiveAnswerReading.NewLiveAnswer(time);
        var events = new List<object>();
        var reader = new AnswerCursor(null);
        MessagePartKind[] kinds = [MessagePartKind.Reasoning, MessagePartKind.Text];
        foreach (var (kind, c) in kinds.SelectMany(kind => payload.Select(c => (kind, c))))
        {
            live.Text.Append(kind, c.ToString());
            time.Advance(TimeSpan.FromMinutes(1));
            live.Text.Render();
            var news = new List<AnswerEvent>();
            live.AddSince(reader, news);
            foreach (var change in news)
            {
                var item = AnswerEvents.Item(change);
                if (item.Type is "part" or "remove" or "block" or "text" or "reasoning")
                    events.Add(new { name = item.Type, data = item.Data, payload });
            }
        }

        return [.. events];
    }

    private Task<Guid> FillAsync(int? most = null) => Portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        var owner = (await db.Users.IgnoreQueryFilters().SingleAsync(Cancellation)).Id;
        var chat = Chat.Start(owner, ModelName.Parse("llama3.2:3b"), Preferences.Default, DateTimeOffset.UnixEpoch);
        db.Chats.Add(chat);
        foreach (var (i, payload) in Payloads.Take(most ?? int.MaxValue).Index())
        {
            var now = DateTimeOffset.UnixEpoch.AddMinutes(i);
            var exchange = chat.AddUserMessage($"x{payload}", ModelName.Parse("llama3.2:3b"), now);
            exchange.Answer.Begin(Guid.NewGuid());
            exchange.Answer.Fail(Reason.OfText(payload), TestParts.Of(payload, payload), new AnswerStatistics(), now);
            db.Messages.AddRange(exchange.Question, exchange.Answer);
        }

        await db.SaveChangesAsync(Cancellation);
        return chat.Id.Value;
    });

    private Task<int> AddChatsAsync(IEnumerable<ChatTitle> titles) => Portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        var owner = (await db.Users.IgnoreQueryFilters().SingleAsync(Cancellation)).Id;
        await db.Chats.IgnoreQueryFilters().ExecuteDeleteAsync(Cancellation);
        foreach (var title in titles)
        {
            var chat = Chat.Start(owner, null, Preferences.Default, DateTimeOffset.UnixEpoch);
            chat.Rename(title);
            db.Chats.Add(chat);
        }

        return await db.SaveChangesAsync(Cancellation);
    });
}
