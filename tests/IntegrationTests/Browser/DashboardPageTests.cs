using System.Globalization;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class DashboardPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Model = "qwen3:8b";

    private ILocator Card => Page.Locator($"[data-installed='{Model}']");

    [Fact]
    public async Task A_page_that_is_open_learns_that_Ollama_went_away_and_came_back()
    {
        await RegisterRootAsync();
        await Expect(Page.GetByText("Ollama 0.32.15 answers")).ToBeVisibleAsync();

        await Ollama.RestartAsync(async () =>
        {
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Ollama does not answer" })).ToBeVisibleAsync();
            await Expect(Page.GetByText("since today")).ToBeVisibleAsync();
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What to do" })).ToBeVisibleAsync();
            await Expect(Card).ToBeVisibleAsync();
        });

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Models", Exact = true })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What to do" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_model_that_breaks_is_marked_while_the_page_is_open()
    {
        await RegisterRootAsync();
        await Expect(Card).ToContainTextAsync("On disk");

        Ollama.Models.Install(Ollama.Models.Find(Model)! with { File = ModelFile.CutOff, ModifiedAt = default });

        await Expect(Card).ToContainTextAsync("Cannot be used");
        await Expect(Card).ToContainTextAsync("its file seems to be damaged");
        await Expect(Card.GetByRole(AriaRole.Link, new() { Name = "Chat" })).ToHaveCountAsync(0);
        await Page.GotoAsync($"/model/details/{Model}");
        await Expect(Page.GetByText("Cannot be used")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_refused_is_said_beside_it()
    {
        Ollama.Faults.NextChat(Fault.Silence());
        await RegisterRootAsync();
        await StartChatAsync("Hello", Model);
        await Page.GotoAsync("/dashboard");

        await ChooseAsync("Delete");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete, free 5.2 GB" }).ClickAsync();

        await Expect(Card.GetByRole(AriaRole.Alert)).ToContainTextAsync($"{Model} is answering {Common.Portal.RootName} just now.");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(1);
        await Card.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_dialog_serves_every_model()
    {
        await RegisterRootAsync();
        await ChooseAsync("Copy");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = $"Copy {Model}" })).ToBeVisibleAsync();
        await Page.GetByLabel("New name").FillAsync("team/helper:v1");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("[data-installed='team/helper:v1']")).ToBeVisibleAsync();

        await Page.Locator("[data-installed='team/helper:v1']").GetByLabel("More for team/helper:v1").ClickAsync();
        await Page.Locator("[data-installed='team/helper:v1']").GetByText("Delete").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete, free" }).ClickAsync();
        await Expect(Page.Locator("[data-installed='team/helper:v1']")).ToHaveCountAsync(0);
        await Expect(Card).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_card_shows_what_was_done_and_keeps_the_focus()
    {
        await RegisterRootAsync();
        await ChooseAsync("Load into memory");
        await Expect(Card).ToContainTextAsync("In memory");
        await Expect(Card.GetByLabel($"More for {Model}")).ToBeFocusedAsync();

        await ChooseAsync("Hide from members");
        await Expect(Card).ToContainTextAsync("Hidden from members");
    }

    [Fact]
    public async Task The_model_page_does_it_all_and_says_what_is_refused()
    {
        await RegisterRootAsync();
        await Page.GotoAsync($"/model/details/{Model}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Load into memory" }).ClickAsync();
        await Expect(Page.GetByText("all of it on the GPU")).ToBeVisibleAsync();
        await Page.BeLoadedAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make it the default" }).ClickAsync();
        await Expect(Page.GetByText("Default", new() { Exact = true })).ToBeVisibleAsync();
        await Page.BeLoadedAsync();

        await Page.Locator("#copy").GetByLabel("Copy").FillAsync("llama3.2:3b");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#copy").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete, free 5.2 GB" }).ClickAsync();
        await Page.ArriveAtAsync("/dashboard");
        await Expect(Card).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_catalogue_is_filtered_by_family_and_by_what_fits()
    {
        await RegisterRootAsync();
        await Page.GetByLabel("Memory for models").FillAsync("8");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save the rules" }).ClickAsync();
        var shown = Page.Locator("[data-family]:visible");

        var count = int.Parse((await Page.Locator("[data-catalogue]").GetAttributeAsync("data-catalogue"))!, CultureInfo.InvariantCulture);

        await Page.GetByLabel("Family", new() { Exact = true }).SelectOptionAsync("qwen");
        await Expect(Page.Locator("[data-family]")).ToHaveCountAsync(count);
        (await shown.EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.series)")).ShouldAllBe(series => series == "qwen");
        var all = await shown.CountAsync();

        await Page.GetByText("Fits", new() { Exact = false }).Locator("visible=true").First.ClickAsync();
        (await shown.CountAsync()).ShouldBeInRange(1, all - 1);
        await Expect(Page.Locator("[data-family='qwen3-coder']")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Every_state_fits_and_is_accessible(int width, ColorScheme scheme)
    {
        Ollama.Options.PullBytesPerSecond = 1_000_000;
        await Page.SetViewportSizeAsync(width, 800);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await RegisterRootAsync();
        var member = await RegisterMemberAsync("sam.other");
        await member.GetByLabel("What you need it for").FillAsync("For drafts of the quarterly report");
        await member.GetByLabel("Name of the model").FillAsync("smollm2:360m");
        await member.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#requests [data-request]")).ToHaveCountAsync(1);
        await Page.GetByLabel("Memory for models").FillAsync("8");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save the rules" }).ClickAsync();

        Ollama.Models.Install(Ollama.Models.Find(Model)! with { File = ModelFile.Missing, ModifiedAt = default });
        await Expect(Card).ToContainTextAsync("Cannot be used");
        await Page.GetByLabel("Name of the model").FillAsync("two words");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("[data-by-hand]").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Page.GetByLabel("Name of the model").FillAsync("smollm2:135m");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("[data-downloads-list] [data-download]")).ToHaveCountAsync(1);
        await CheckAsync("requests, a broken model, a refusal and a download");

        await Page.GotoAsync($"/model/details/{Model}");
        await CheckAsync("the page of a broken model");

        await Page.GotoAsync("/dashboard");
        await Ollama.DisposeAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Ollama does not answer" })).ToBeVisibleAsync();
        await CheckAsync("Ollama is away");
    }

    private async Task ChooseAsync(string item)
    {
        await Card.GetByLabel($"More for {Model}").ClickAsync();
        await Card.GetByText(item, new() { Exact = true }).ClickAsync();
    }

    private async Task CheckAsync(string state)
    {
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .ShouldBeLessThanOrEqualTo(0, $"{state}: wider than the window");
        var result = await RunAxeAsync();
        result.Violations.Select(v => $"{state}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
    }
}
