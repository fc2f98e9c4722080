using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static ChatAi.IntegrationTests.Common.Eventually;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>A page whose portal is killed and started again at the same address.</summary>
[Collection(BrowserChains.First)]
public sealed class KilledPortalTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync(new SimulatorOptions { TokensPerSecond = 40 });

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_kill_in_the_middle_costs_the_reader_nothing_and_the_answer_goes_on()
    {
        // A paragraph a token, so that the page has some that the last commit has not.
        _ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(1, 2000).Select(i => $"word{i}\n\n")] });
        _ollama.Answers.Enqueue(" and here it goes on.");
        var browser = await chromium.BrowserAsync();
        var portal = await PortalProcess.StartAsync(_data, _ollama.Address);
        try
        {
            await using var context = await browser.NewContextAsync(new() { BaseURL = portal.Address.ToString() });
            context.SetDefaultTimeout(60_000);
            var page = await context.NewPageAsync();
            await RegisterAsync(page);
            await page.GotoAsync("/chat/new");
            await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Count");
            await page.Keyboard.PressAsync("Enter");
            var answer = page.Locator(".messages .message--answer");
            await Expect(answer).ToContainTextAsync("word30");

            await portal.KillAsync();
            await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Written while it was away");
            portal = await PortalProcess.StartAsync(_data, _ollama.Address, portal.Address);

            // The page finds its way back by itself.
            await Expect(answer).ToContainTextAsync("Interrupted.");
            await Expect(answer).ToContainTextAsync("word20");
            await Expect(page.GetByLabel("Message", new() { Exact = true })).ToHaveValueAsync("Written while it was away");
            var shown = await answer.Locator(".prose").TextContentAsync();
            var other = await context.NewPageAsync();
            await other.GotoAsync(page.Url);
            (await other.Locator(".messages .message--answer .prose").TextContentAsync()).ShouldBe(shown);
            await other.CloseAsync();
            await answer.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
            await Expect(answer).ToContainTextAsync("and here it goes on.");
            await Expect(answer).Not.ToHaveAttributeAsync("aria-busy", "true");
            (await answer.Locator(".prose p").AllTextContentsAsync()).Take(3).ShouldBe(["word1", "word2", "word3"]);
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }

    [SlowFact]
    public async Task A_kill_in_the_middle_of_a_download_is_not_seen_but_as_a_pause()
    {
        const string model = "smollm2:135m";
        _ollama.Options.PullBytesPerSecond = 40_000_000;
        var browser = await chromium.BrowserAsync();
        var portal = await PortalProcess.StartAsync(_data, _ollama.Address);
        try
        {
            await using var context = await browser.NewContextAsync(new() { BaseURL = portal.Address.ToString() });
            context.SetDefaultTimeout(60_000);
            var page = await context.NewPageAsync();
            await RegisterAsync(page);
            await page.GotoAsync("/dashboard");
            await page.GetByLabel("Model name").FillAsync(model);
            await page.Keyboard.PressAsync("Enter");
            var bar = page.Locator("[data-download] progress");
            await Expect(bar).ToHaveCountAsync(1);
            await page.EvaluateAsync(
                """
                () => {
                  globalThis.seen = [];
                  setInterval(() => {
                    const bar = document.querySelector("[data-download] progress");
                    if (bar) seen.push(bar.position);
                  }, 20);
                }
                """);
            await HoldsAsync(async () => (await page.EvaluateAsync<double>("Math.max(0, ...seen)")).ShouldBeGreaterThan(0.2));

            await portal.KillAsync();
            var before = await page.EvaluateAsync<int>("seen.length");
            portal = await PortalProcess.StartAsync(_data, _ollama.Address, portal.Address);

            // The page is the same one all the time.
            await HoldsAsync(async () => (await page.EvaluateAsync<bool>(
                "before => seen.slice(before).some((position) => position > seen[before - 1])", before)).ShouldBeTrue());
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = model })).ToBeVisibleAsync();
            var seen = await page.EvaluateAsync<double[]>("seen");
            seen.ShouldBeInOrder();
            _ollama.Requests.Pulls.Count.ShouldBe(2);
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }

    private static async Task RegisterAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("User name").FillAsync(Portal.RootName);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Portal.Password);
        await page.GetByLabel("Confirm password").FillAsync(Portal.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.ArriveAtAsync("/chat/new");
    }
}
