using System.Globalization;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class DashboardPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Model = "qwen3:8b";

    private ILocator Card => Page.Locator($"[data-installed='{Model}']");

    [Fact]
    public async Task One_dialog_serves_every_model_and_a_card_keeps_the_focus()
    {
        await SignInAsync();
        await Page.GotoAsync("/dashboard");
        await ChooseAsync("Copy");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = $"Copy {Model}" })).ToBeVisibleAsync();
        await Page.GetByLabel("New name").FillAsync("team/helper:v1");
        await Page.Keyboard.PressAsync("Enter");
        var copy = Page.Locator("[data-installed='team/helper:v1']");
        await Expect(copy).ToBeVisibleAsync();

        await copy.GetByLabel("More actions for team/helper:v1").ClickAsync();
        await copy.GetByText("Delete").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete (frees" }).ClickAsync();
        await Expect(copy).ToHaveCountAsync(0);
        await Expect(Card).ToBeVisibleAsync();

        await ChooseAsync("Load into memory");
        await Expect(Card).ToContainTextAsync("In memory");
        await Expect(Card.GetByLabel($"More actions for {Model}")).ToBeFocusedAsync();
        await ChooseAsync("Hide from members");
        await Expect(Card).ToContainTextAsync("Hidden from members");
    }

    [Fact]
    public async Task The_model_page_does_it_all_and_says_what_is_refused()
    {
        await SignInAsync();
        await Page.GotoAsync($"/model/details/{Model}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Load into memory" }).ClickAsync();
        await Expect(Page.GetByText("all on the GPU")).ToBeVisibleAsync();
        await Page.BeLoadedAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Set as default" }).ClickAsync();
        await Expect(Page.GetByText("Default", new() { Exact = true })).ToBeVisibleAsync();
        await Page.BeLoadedAsync();

        await Page.Locator("#copy").GetByLabel("Copy").FillAsync("llama3.2:3b");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#copy").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete (frees 5.2 GB)" }).ClickAsync();
        await Page.ArriveAtAsync("/dashboard");
        await Expect(Card).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_catalogue_is_filtered_by_family_and_by_what_fits()
    {
        await SignInAsync();
        await StateMemoryAsync("8");
        await Page.GotoAsync("/dashboard");
        var shown = Page.Locator("[data-family]:visible");

        var count = int.Parse((await Page.Locator("[data-catalogue]").GetAttributeAsync("data-catalogue"))!, CultureInfo.InvariantCulture);

        await Page.GetByLabel("Family", new() { Exact = true }).SelectOptionAsync("qwen");
        await Expect(Page.Locator("[data-family]")).ToHaveCountAsync(count);
        (await shown.EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.series)")).ShouldAllBe(series => series == "qwen");
        var all = await shown.CountAsync();

        await Page.Locator(".chip", new() { HasText = "Fits" }).ClickAsync();
        (await shown.CountAsync()).ShouldBeInRange(1, all - 1);
        await Expect(Page.Locator("[data-family='qwen3-coder']")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Every_state_fits_and_is_accessible()
    {
        Ollama.Options.PullBytesPerSecond = 1_000_000;
        await SignInAsync();
        using var member = await Portal.RegisterMemberAsync("sam.other");
        await member.PostFormAsync(
            "/model/request/smollm2:360m",
            new() { ["reason"] = "For drafts of the quarterly report" },
            "/dashboard"
        );
        await StateMemoryAsync("8");
        await Page.GotoAsync("/dashboard");
        await Expect(Page.Locator("#requests [data-request]")).ToHaveCountAsync(1);

        Ollama.Models.Install(Ollama.Models.Find(Model)! with { File = ModelFile.Missing, ModifiedAt = default });
        await Expect(Card).ToContainTextAsync("Can't be used");
        await Page.GetByLabel("Model name").FillAsync("two words");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("[data-by-hand]").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Page.GetByLabel("Model name").FillAsync("smollm2:135m");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("[data-downloads-list] [data-download]")).ToHaveCountAsync(1);
        await CheckLooksAsync("requests, a broken model, a refusal and a download");

        await Page.GotoAsync($"/model/details/{Model}");
        await CheckLooksAsync("the page of a broken model");

        await Page.GotoAsync("/dashboard");
        await Ollama.DisposeAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Can't reach Ollama" })).ToBeVisibleAsync();
        await CheckLooksAsync("Ollama is away");
    }

    private async Task StateMemoryAsync(string gigabytes)
    {
        await Page.GotoAsync("/settings");
        await Page.GetByLabel("Memory for models").FillAsync(gigabytes);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save portal settings" }).ClickAsync();
        await Expect(Page.GetByText("Saved.")).ToBeVisibleAsync();
    }

    private async Task ChooseAsync(string item)
    {
        await Card.GetByLabel($"More actions for {Model}").ClickAsync();
        await Card.GetByText(item, new() { Exact = true }).ClickAsync();
    }
}
