using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Search;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>The page of the search, the palette, and what a hit opens.</summary>
[Collection(BrowserChains.Second)]
public sealed class SearchBrowserTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Highlighted = "() => [...(CSS.highlights.get('find') ?? [])].map((range) => range.toString()).join('|')";

    private ILocator Palette => Page.GetByRole(AriaRole.Dialog, new() { Name = "Search and commands" });

    private ILocator Field => Palette.GetByRole(AriaRole.Combobox);

    private ILocator Selected => Palette.Locator("[aria-selected=true]");

    [Fact]
    public async Task A_hit_on_another_branch_is_opened_and_highlighted_and_Back_leads_to_the_hits()
    {
        await SignInAsync();
        Ollama.Answers.Enqueue("An answer with a marmaladeword in it.");
        await OpenChatAsync("The first question");
        var chat = new Uri(Page.Url).AbsolutePath;
        var question = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User);
        await Page.EvaluateAsync(
            """
            ([url]) => fetch(url, { method: "POST", body: JSON.stringify({ message: "Another question" }), headers: {
              "Content-Type": "application/json", "Accept": "application/json",
              "RequestVerificationToken": document.querySelector("meta[name=csrf-token]").content } })
            """,
            new[] { $"{chat}/message/{question.Id}/edit?wait=true" });
        await Portal.IndexedAsync();
        await Page.GotoAsync("/search");
        await Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true }).FillAsync("MARMALADE");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(".results__hit")).ToHaveCountAsync(1);
        await CheckLooksAsync("results");
        await Page.GetByText("Search tips").ClickAsync();
        await CheckLooksAsync("tips");

        await Page.Locator(".results__link").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Answers).ToContainTextAsync("marmaladeword");
        await Eventually(async () => (await Page.EvaluateAsync<string>(Highlighted)).ShouldBe("marmaladeword"));
        await Expect(Answers.First).ToBeInViewportAsync();
        await Expect(Page.Locator(".message--user")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("The first question"));
        await Page.GoBackAsync();
        await Expect(Page.Locator(".results__hit mark")).ToHaveTextAsync("marmaladeword");
    }

    [Fact]
    public async Task The_palette_finds_chats_messages_and_commands_by_keyboard_alone()
    {
        await SignInAsync();
        Ollama.Answers.Enqueue("An answer with a marmaladeword in it.");
        await OpenChatAsync("The first question");
        await Portal.IndexedAsync();
        await Page.GotoAsync("/dashboard");

        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Field).ToBeFocusedAsync();
        await Expect(Selected).ToHaveTextAsync("The first question");
        await CheckLooksAsync("palette");
        await Page.Keyboard.PressAsync("ArrowUp");
        await Expect(Selected).ToHaveTextAsync("Sign out");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Palette).ToBeHiddenAsync();

        await Page.Keyboard.PressAsync("Control+k");
        await Page.Keyboard.TypeAsync("marmal");
        await Expect(Palette.Locator("mark")).ToHaveTextAsync("marmaladeword");
        await Expect(Field).ToHaveAttributeAsync("aria-activedescendant", (await Selected.GetAttributeAsync("id"))!);
        await CheckLooksAsync("palette with hits");
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();
        await Eventually(async () => (await Page.EvaluateAsync<string>(Highlighted)).ShouldBe("marmaladeword"));

        await Page.Keyboard.PressAsync("Control+k");
        await Page.Keyboard.TypeAsync("setti");
        await Expect(Selected).ToHaveTextAsync("Settings");
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveAtAsync("/settings");
    }

    [Fact]
    public async Task The_field_of_the_sidebar_opens_the_palette()
    {
        await SignInAsync();
        await Page.GotoAsync("/dashboard");
        var field = Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search chats and files" });

        await field.ClickAsync();
        await Expect(Field).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(field).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("mod");
        await Expect(Field).ToHaveValueAsync("mod");
        await Expect(Selected).ToHaveTextAsync("Models");

        await Page.Keyboard.PressAsync("Escape");
        await Page.SetViewportSizeAsync(360, 740);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Chats and pages" }).ClickAsync();
        await field.ClickAsync();
        await Expect(Field).ToBeFocusedAsync();
        (await Palette.BoundingBoxAsync())!.Width.ShouldBe(360);
    }

    private static Task Eventually(Func<Task> assertion) => Common.Eventually.HoldsAsync(assertion);
}
