using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Downloads as two people see them, each in a window of their own.</summary>
[Collection(BrowserChains.Second)]
public sealed class SharedDownloadTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Model = "smollm2:135m";

    // The page looks for wishes every five seconds.
    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 60_000 };
    private static readonly LocatorAssertionsToHaveCountOptions CountedSoon = new() { Timeout = 60_000 };

    [Fact]
    public async Task Two_people_watch_one_download_and_what_is_done_to_it()
    {
        Ollama.Options.PullBytesPerSecond = 5_000_000;
        await SignInAsync();
        await Page.GotoAsync("/settings");
        await Page.GetByText("Let members download models").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save portal settings" }).ClickAsync();
        await Expect(Page.GetByLabel("Let members download models")).ToBeCheckedAsync();
        await Page.GotoAsync("/dashboard");
        var member = await OpenMemberAsync("sam.other");
        await member.GotoAsync("/dashboard");

        await NameByHandAsync(member, Model);

        foreach (var page in new[] { Page, member })
        {
            await Expect(Row(page)).ToContainTextAsync("requested by sam.other");
            await Expect(Row(page)).ToContainTextAsync("Downloading");
            await Expect(page.Locator("[data-downloads-text]")).ToContainTextAsync("%");
        }

        await Expect(member.GetByRole(AriaRole.Button, new() { Name = $"Pause {Model}" })).ToHaveCountAsync(0);
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Pause {Model}" }).ClickAsync();
        await Expect(Row(member)).ToContainTextAsync("Paused");
        await Expect(member.Locator("[data-downloads]")).ToBeHiddenAsync();
        var paused = await PositionAsync(member);
        paused.ShouldBeGreaterThan(0);

        await Page.GetByRole(AriaRole.Button, new() { Name = $"Resume {Model}" }).ClickAsync();
        await Expect(Row(member)).ToContainTextAsync("Downloading");
        await Expect(member.Locator("[data-downloads]")).ToBeVisibleAsync();
        (await PositionAsync(member)).ShouldBeGreaterThanOrEqualTo(paused);

        await Page.GetByRole(AriaRole.Button, new() { Name = $"Cancel {Model}" }).ClickAsync();
        await Expect(Row(member)).ToHaveCountAsync(0);
        await Expect(Row(Page)).ToHaveCountAsync(0);
        Ollama.Requests.Pulls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_member_asks_and_root_approves_with_a_word()
    {
        Ollama.Options.PullBytesPerSecond = 5_000_000;
        await SignInAsync();
        await Page.GotoAsync("/dashboard");
        var member = await OpenMemberAsync("sam.other");
        await member.GotoAsync("/dashboard");
        var elsewhere = await NewPageAsync();

        await member.GetByLabel("Why do you need it?").FillAsync("For drafts");
        await NameByHandAsync(member, Model);

        await Expect(member.Locator("#requests")).ToContainTextAsync("Pending");
        var wish = Page.Locator("#requests [data-request]");
        await Expect(wish).ToHaveCountAsync(1, CountedSoon);
        await Expect(wish).ToContainTextAsync("For drafts", Soon);
        await elsewhere.GotoAsync("/settings");
        await Expect(elsewhere.GetByRole(AriaRole.Link, new() { Name = "Models 1 request" })).ToBeVisibleAsync();

        await wish.GetByLabel($"Reply to sam.other about {Model}").FillAsync("Gladly");
        await wish.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(wish).ToHaveCountAsync(0);
        await Expect(Page.Locator("[data-requests-mark]")).ToBeHiddenAsync();
        await Expect(Row(Page)).ToContainTextAsync("Downloading");
        await Expect(member.Locator("#requests")).ToContainTextAsync("Approved: Gladly", Soon);
        await Expect(Row(member)).ToContainTextAsync("requested by sam.other");
    }

    private static ILocator Row(IPage page) => page.Locator("[data-downloads-list] [data-download]");

    private static Task<double> PositionAsync(IPage page) =>
        Row(page).Locator("progress").EvaluateAsync<double>("bar => bar.position");

    private static async Task NameByHandAsync(IPage page, string model)
    {
        var field = page.GetByLabel("Model name");
        await field.FillAsync(model);
        await field.PressAsync("Enter");
    }
}
