using ChatAi.IntegrationTests.Chats;
using ChatAi.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Where the parts of a chat are, and that they stay there.</summary>
[Collection(BrowserChains.Second)]
public sealed class ChatLayoutTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    // Core Web Vitals call 0.1 good.
    private const double MaxShift = 0.02;

    private const string Everything =
        "### Steps\n\n- [ ] one\n- [x] two\n\n##### Deeper\n\n"
        + "| Name of the option | Who changes it | When it takes effect |\n|---|---|---|\n"
        + "| Environment variable | operations | at the next start of the portal |\n\n```csharp\n{0}```\n\n# Title\n\nDone.";

    private static readonly string Rows = string.Concat(
        Enumerable.Range(1, 12).Select(i => $"| value {i} | {new string('x', i)} | some words about row {i} |\n"));

    private static readonly string Items = string.Concat(
        Enumerable.Range(1, 12).Select(i => $"- Item {i} is about something that takes more than one line on a phone\n"));

    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    private Task<double> TopAsync(string selector) =>
        Page.EvaluateAsync<double>("selector => document.querySelector(selector).getBoundingClientRect().top", selector);

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task What_streams_moves_nothing_and_typing_meanwhile_is_not_delayed(int width, int height)
    {
        await Page.SetViewportSizeAsync(width, height);
        await SignInAsync();
        await OpenChatAsync("Hello");
        Ollama.Options.TokensPerSecond = 40;
        Ollama.Answers.Enqueue($"Here is a list:\n\n{Items}\nAnd a table:\n\n| A | B | C |\n|---|---|---|\n{Rows}\nThat is all.");
        await Composer.FillAsync("A list and a table");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Answers.Nth(1)).ToContainTextAsync("Item 1");
        await Page.EvaluateAsync(
            """
            () => {
              window.shifts = [];
              window.delays = new Map();
              new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: "layout-shift" });
              new PerformanceObserver((list) => {
                for (const { interactionId: id, duration } of list.getEntries()) {
                  if (id) delays.set(id, Math.max(duration, delays.get(id) ?? 0));
                }
              }).observe({ type: "event", durationThreshold: 16 });
            }
            """);

        for (var key = 0; key < 20; key++) await Composer.PressAsync("x");
        await WholeAsync(Answers.Nth(1));

        // What a key press moves itself, such as the composer, is not counted.
        var shift = await Page.EvaluateAsync<double>(
            """
            () => {
              let [worst, sum, start, last] = [0, 0, 0, -Infinity];
              for (const { value, startTime } of shifts.filter((entry) => !entry.hadRecentInput)) {
                if (startTime - last > 1000 || startTime - start > 5000) [sum, start] = [0, startTime];
                [sum, last] = [sum + value, startTime];
                worst = Math.max(worst, sum);
              }
              return worst;
            }
            """);
        var worst = await Page.EvaluateAsync<string>(
            """
            () => JSON.stringify(shifts.filter((entry) => !entry.hadRecentInput).sort((a, b) => b.value - a.value).slice(0, 5)
              .map(({ value, sources }) => [value, sources.map(({ node, previousRect, currentRect }) =>
                [node?.className ?? node?.textContent, previousRect, currentRect])]))
            """);
        shift.ShouldBeLessThanOrEqualTo(MaxShift, worst);

        // Of fewer than 50 interactions, the longest is the Interaction to Next Paint (INP).
        var delays = await Page.EvaluateAsync<double[]>("[...delays.values()].sort((a, b) => a - b)");
        TestContext.Current.TestOutputHelper?.WriteLine($"{width}: shift {shift:0.000}, delays in ms: {string.Join(", ", delays)}");
        if (delays.Length == 0) return;
        delays[delays.Length / 2].ShouldBeLessThanOrEqualTo(100, "the median, as the machine may be busy");
        if (SlowTier.IsOn) delays[^1].ShouldBeLessThanOrEqualTo(100, "INP");
    }

    [Fact]
    public async Task Earlier_messages_come_while_the_reader_scrolls_and_move_nothing()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        await Fill.ChatAsync(Portal, Page.Url[^36..], 30);
        await Page.ReloadAsync();
        await Expect(Page.Locator(".message")).ToHaveCountAsync(20);
        // As in Safari.
        await Page.EvaluateAsync(
            """
            async () => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync("* { overflow-anchor: none !important } .block { content-visibility: visible !important }");
              document.adoptedStyleSheets = [sheet];
              // The page stays at its end until it has taken notice of its new height.
              for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
            }
            """);
        var first = $"#{await Page.Locator(".message").First.GetAttributeAsync("id")}";

        // Messages are loaded once their link is less than 600 px above the window; not between the two steps.
        var link = Page.Locator("[data-older]");
        var near = await link.EvaluateAsync<double>("link => link.getBoundingClientRect().bottom + scrollY + 600");
        await Page.EvaluateAsync("top => scrollTo({ top, behavior: 'instant' })", near + 60);
        var before = await TopAsync(first);
        await Page.EvaluateAsync("top => scrollTo({ top, behavior: 'instant' })", near - 60);

        await Expect(Page.Locator(".message")).ToHaveCountAsync(40);
        (await TopAsync(first)).ShouldBe(before + 120, 2);

        await link.FocusAsync();
        await Expect(Page.Locator(".message")).ToHaveCountAsync(60);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(link).ToHaveCountAsync(0);
        (await Page.EvaluateAsync<bool>("document.activeElement.matches('.message')")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reload_shows_the_end_wherever_the_reader_was()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        await Fill.ChatAsync(Portal, Page.Url[^36..], 40);
        await Page.ReloadAsync();

        for (var reload = 0; reload < 5; reload++)
        {
            await Page.EvaluateAsync("scrollTo({ top: 0, behavior: 'instant' })");
            await Page.ReloadAsync();
            await Expect(Page.Locator("[data-to-newest]")).ToBeHiddenAsync();
            (await Page.EvaluateAsync<double>("document.documentElement.scrollHeight - innerHeight - scrollY")).ShouldBeLessThan(2);
        }
    }

    [Fact]
    public async Task The_end_stays_in_sight_while_the_page_becomes_shorter_and_longer_again()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        await WholeAsync(Answers.First);

        // As when messages that come into view are not as high as the browser had assumed.
        await Page.EvaluateAsync(
            """
            async () => {
              const resize = (height) => { document.querySelector(".message").style.height = height; };
              const frame = () => new Promise(requestAnimationFrame);
              const afterFrame = () => new Promise((done) => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = done;
                port2.postMessage(null);
              });
              resize("2000px");
              await frame();
              await frame();
              await frame();
              resize("1500px");
              await afterFrame();
              resize("1900px");
              await frame();
              await frame();
              await frame();
            }
            """);
        await Expect(Page.Locator("[data-to-newest]")).ToBeHiddenAsync();
        (await Page.EvaluateAsync<double>("document.documentElement.scrollHeight - innerHeight - scrollY")).ShouldBeLessThan(2);
    }

    [Fact]
    public async Task A_phone_has_one_row_above_a_chat_and_a_zoomed_page_scrolls_as_a_whole()
    {
        await SignInAsync();
        await StartChatAsync("Hello", "qwen3:8b");
        await WholeAsync(Answers.First);
        await Composer.FillAsync(string.Join(' ', Enumerable.Repeat("river", 6000)));
        var warning = Page.Locator("#context-notice");
        await Expect(warning).ToBeVisibleAsync();
        await CheckLooksAsync("with a warning");
        await Page.Locator("[data-model-picker] summary").ClickAsync();
        await CheckLooksAsync("the menu of models is open");
        await Page.Keyboard.PressAsync("Escape");

        await Page.SetViewportSizeAsync(360, 740);
        (await Page.Locator(".chat-header").BoundingBoxAsync())!.Height.ShouldBeLessThanOrEqualTo(60);
        (await warning.BoundingBoxAsync())!.Height.ShouldBeLessThanOrEqualTo(48, "one line");
        await warning.GetByRole(AriaRole.Button, new() { Name = "Options" }).ClickAsync();
        await Expect(Page.Locator("#context-gauge .menu__panel")).ToBeInViewportAsync();
        await Page.Keyboard.PressAsync("Escape");
        await warning.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(warning).ToBeHiddenAsync();

        await Page.SetViewportSizeAsync(360, 225);
        await Composer.FillAsync("");
        await Page.EvaluateAsync("scrollTo({ top: 100, behavior: 'instant' })");
        (await TopAsync(".shell__top")).ShouldBeLessThan(0);
        (await TopAsync(".shell__bottom")).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task What_a_model_writes_is_accessible_and_long_code_keeps_its_header()
    {
        var code = string.Concat(Enumerable.Range(1, 80).Select(i => $"var line{i} = {i};\n"));
        Ollama.Answers.Enqueue(Everything.Replace("{0}", code, StringComparison.Ordinal));
        await SignInAsync();
        await OpenChatAsync("Show me everything " + string.Concat(Enumerable.Repeat("and this line\n", 40)));
        await Answers.First.Locator("[data-about] summary").ClickAsync();
        await Expect(Answers.First.Locator(".message__stats")).ToBeVisibleAsync();

        await CheckLooksAsync("an answer with everything");

        await Page.SetViewportSizeAsync(1440, 900);
        await Page.EvaluateAsync("document.querySelector('.code-block').scrollIntoView()");
        await Page.EvaluateAsync("scrollBy({ top: 600, behavior: 'instant' })");
        var header = await Page.Locator(".chat-header").BoundingBoxAsync();
        (await TopAsync(".code-block__head")).ShouldBe(header!.Y + header.Height, 2);

        var message = Page.Locator(".message__bubble");
        (await message.BoundingBoxAsync())!.Height.ShouldBeLessThan(300);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        (await message.BoundingBoxAsync())!.Height.ShouldBeGreaterThan(800);
    }

    [Fact]
    public async Task The_offer_to_undo_a_deletion_can_be_seen()
    {
        Ollama.Answers.Enqueue(string.Concat(Enumerable.Range(1, 60).Select(i => $"Paragraph {i}\n\n")));
        Ollama.Answers.Enqueue("Short.");
        await SignInAsync();
        await OpenChatAsync("Write");
        await Composer.FillAsync("More");
        await Page.Keyboard.PressAsync("Enter");
        await WholeAsync(Answers.Nth(1));

        await Answers.Nth(1).GetByLabel("Delete answer and everything after it").ClickAsync();

        var undo = (await Page.Locator("[data-undo-delete]").BoundingBoxAsync())!;
        var bottom = (await Page.Locator(".shell__bottom").BoundingBoxAsync())!;
        (undo.Y + undo.Height).ShouldBeLessThanOrEqualTo(bottom.Y);
        await Expect(Page.Locator("[data-to-newest]")).ToBeHiddenAsync();
    }
}
