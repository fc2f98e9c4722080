using ChatAi.IntegrationTests.Common;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.First)]
public sealed class ChatPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task A_reload_in_the_middle_loses_nothing()
    {
        Ollama.Options.TokensPerSecond = 40;
        var text = string.Join(' ', Enumerable.Range(1, 120).Select(i => $"word{i}"));
        Ollama.Answers.Enqueue(text);
        await SignInAsync();
        await StartChatAsync("Count");

        await Expect(Answers.First).ToContainTextAsync("word10");
        await Page.ReloadAsync();
        await Expect(Answers.First).ToContainTextAsync("word30");
        await Page.GotoAsync("/settings");
        await Page.GoBackAsync();
        await Expect(Answers.First).ToContainTextAsync("word120");
        await WholeAsync(Answers.First);

        (await Answers.First.Locator(".prose").InnerTextAsync()).Trim().ShouldBe(text);
    }

    [Fact]
    public async Task Back_after_the_first_message_shows_an_empty_field_and_Enter_sends_nothing()
    {
        Ollama.Answers.Enqueue("Hello to you.");
        await SignInAsync();
        await StartChatAsync("Say hello");
        await WholeAsync(Answers.First);

        await Page.GoBackAsync();
        var field = Page.Locator("[data-composer-text]");
        await Expect(field).ToHaveValueAsync("");
        await field.PressAsync("Enter");
        await Page.ReloadAsync();
        await Expect(field).ToHaveValueAsync("");
        await Page.GoForwardAsync();

        (await RowsAsync<Domain.Chats.Chat>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_in_a_field_of_ten_thousand_lines_costs_about_what_it_does_in_any_field()
    {
        await SignInAsync();
        await Page.GotoAsync("/chat/new");
        var text = string.Concat(Enumerable.Range(1, 10_000).Select(i => $"2026-11-29T10:00:00 line {i} of a log\n"));
        await Page.EvaluateAsync("document.body.append(Object.assign(document.createElement('textarea'), { id: 'plain' }))");
        var plain = await KeyCostAsync("#plain", text);
        var ours = await KeyCostAsync("[data-composer-text]", text);

        // It was seven times as much; a busy machine needs room.
        (ours / plain).ShouldBeLessThan(3, $"{plain:F1} ms and {ours:F1} ms");
    }

    /// <returns>Milliseconds from a key to the next frame, of the faster half of some keys.</returns>
    private Task<double> KeyCostAsync(string selector, string text) => Page.EvaluateAsync<double>(
        """
        async ([selector, text]) => {
          const field = document.querySelector(selector);
          const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          field.focus();
          field.value = text;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          await frame();
          const costs = [];
          for (let key = 0; key < 20; key++) {
            const start = performance.now();
            document.execCommand("insertText", false, "x");
            document.body.getBoundingClientRect();
            costs.push(performance.now() - start);
            await frame();
          }
          const faster = costs.sort((a, b) => a - b).slice(0, 10);
          return faster.reduce((sum, cost) => sum + cost) / faster.length;
        }
        """, new[] { selector, text });

    [Fact]
    public async Task Without_script_a_message_is_sent_and_its_answer_found()
    {
        await SignInAsync();
        var cookies = await Page.Context.CookiesAsync();
        await using var plain = await Page.Context.Browser!.NewContextAsync(
            new() { JavaScriptEnabled = false, BaseURL = Portal.Address.ToString() }
        );
        await plain.AddCookiesAsync(
            cookies.Select(c => new Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Domain = c.Domain,
                Path = c.Path,
            })
        );
        var page = await plain.NewPageAsync();
        Ollama.Answers.Enqueue("An answer without script.");

        await page.GotoAsync("/chat/new");
        await page.Locator("textarea[name=message]").FillAsync("Hello");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.ArriveInChatAsync();

        await Eventually.HoldsAsync(async () =>
        {
            await page.ReloadAsync();
            (await page.Locator(".messages").InnerTextAsync()).ShouldContain("An answer without script.");
        });

        // Back, Forward, a reload and a duplicated tab say nothing again.
        await page.GoBackAsync();
        await Expect(page.Locator("textarea[name=message]")).ToHaveValueAsync("");
        await page.GoForwardAsync();
        await page.ReloadAsync();
        var duplicate = await plain.NewPageAsync();
        await duplicate.GotoAsync(page.Url);
        await Expect(duplicate.Locator(".message--user")).ToHaveCountAsync(1);
        (await RowsAsync<Domain.Chats.Chat>()).Count.ShouldBe(1);
        (await RowsAsync<Domain.Chats.Message>()).Count.ShouldBe(2);
    }
}
