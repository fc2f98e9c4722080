using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class DownloadTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task An_end_that_nobody_saw_is_made_up_for()
    {
        Ollama.Options.PullBytesPerSecond = 60_000_000;
        await RegisterRootAsync();
        var row = Page.Locator("[data-download]");
        await Page.GetByLabel("Name of the model").FillAsync("smollm2:135m");
        await Page.GetByLabel("Name of the model").PressAsync("Enter");
        await Expect(row).ToHaveCountAsync(1);

        await ShowAsync(false);
        await Common.Eventually.HoldsAsync(async () => (await Page.EvaluateAsync<string>(
            "async () => JSON.stringify((await (await fetch('/models/list')).json()).downloaded)")).ShouldContain("smollm2:135m"));
        await Expect(row).ToHaveCountAsync(1);
        await ShowAsync(true);

        await Expect(row).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "smollm2:135m" })).ToBeVisibleAsync();
    }
}
