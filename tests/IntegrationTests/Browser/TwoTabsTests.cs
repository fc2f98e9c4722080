using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.First)]
public sealed class TwoTabsTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task What_is_sent_in_one_tab_streams_into_the_other()
    {
        await SignInAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        var other = await NewPageAsync();
        await other.GotoAsync(Page.Url);
        await Composer(other).FillAsync("Half a thought");

        Ollama.Options.TokensPerSecond = 20;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 120).Select(i => $"word{i}")));
        await SendAsync(Page, "Count");

        var answer = AnswersOf(other).Nth(1);
        await Expect(other.Locator(".message--user").Nth(1)).ToContainTextAsync("Count");
        await Expect(answer).ToContainTextAsync("word5");
        await Expect(answer).ToHaveAttributeAsync("aria-busy", "true");
        await WholeAsync(answer);
        await WholeAsync(Answers.Nth(1));
        (await answer.Locator(".prose").InnerTextAsync()).ShouldBe(await Answers.Nth(1).Locator(".prose").InnerTextAsync());
        await Expect(Page.Locator(".message")).ToHaveCountAsync(4);
        await Expect(other.Locator(".message")).ToHaveCountAsync(4);
        await Expect(Composer(other)).ToHaveValueAsync("Half a thought");
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeEnabledAsync();

        // And back, with the title.
        await other.GetByLabel("Chat title").FillAsync("Numbers");
        await other.GetByLabel("Chat title").PressAsync("Enter");
        await Expect(Page.GetByLabel("Chat title")).ToHaveValueAsync("Numbers");
        await Expect(Page).ToHaveTitleAsync("Numbers - Chat AI");
        await other.GetByLabel("More actions").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Clear messages" }).First.ClickAsync();
        await other.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Clear messages" }).ClickAsync();
        await Expect(Page.Locator(".message")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_duplicated_or_restored_tab_sends_nothing_a_second_time()
    {
        await SignInAsync();
        await Page.GotoAsync("/chat/new");
        await Composer(Page).FillAsync("Hello");
        var twin = await DuplicateAsync("Hello");
        await Composer(Page).PressAsync("Enter");
        await WholeAsync(Answers.First);
        await EnterSendsNothingAsync(twin);

        await Composer(Page).FillAsync("Once more");
        twin = await DuplicateAsync("Once more");
        var leftOpen = await Page.EvaluateAsync<Dictionary<string, string>>("() => ({ ...sessionStorage })");
        await Composer(Page).PressAsync("Enter");
        await WholeAsync(Answers.Nth(1));
        await EnterSendsNothingAsync(twin);

        // A browser that crashed restores what it had written down of the tab a while before.
        await Page.EvaluateAsync("kept => { for (const name in kept) sessionStorage.setItem(name, kept[name]); }", leftOpen);
        await Page.ReloadAsync();
        await EnterSendsNothingAsync(Page);

        // What is written in a copy is new.
        await Composer(Page).FillAsync("Once more");
        twin = await DuplicateAsync("Once more");
        await Composer(twin).FillAsync("Once more, and louder");
        await Composer(Page).PressAsync("Enter");
        await WholeAsync(Answers.Nth(2));
        await Expect(twin.Locator(".message")).ToHaveCountAsync(6);
        await Expect(Composer(twin)).ToHaveValueAsync("Once more, and louder");

        (await RowsAsync<Domain.Chats.Chat>()).Count.ShouldBe(1);
        (await RowsAsync<Domain.Chats.Message>()).Count.ShouldBe(6);

        async Task EnterSendsNothingAsync(IPage page)
        {
            await Expect(Composer(page)).ToHaveValueAsync("");
            await Composer(page).PressAsync("Enter");
        }
    }

    // A page that opens its own address hands its storage on, as a browser does that duplicates a tab.
    private async Task<IPage> DuplicateAsync(string draft)
    {
        var twin = await Page.RunAndWaitForPopupAsync(() => Page.EvaluateAsync("() => { open(location.href); }"));
        await Expect(Composer(twin)).ToHaveValueAsync(draft);
        return twin;
    }

    [Fact]
    public async Task A_dot_tells_of_an_answer_that_ended_elsewhere_until_it_is_opened()
    {
        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        await SignInAsync();
        await StartChatAsync("Count");
        var chat = Page.Url;
        await Page.GotoAsync("/settings");
        var other = await NewPageAsync();
        await other.GotoAsync("/dashboard");
        await PostAsync(other, $"{new Uri(chat).AbsolutePath}/stop");

        await Expect(Page.GetByLabel("New answer")).ToBeVisibleAsync();
        await Expect(other.GetByLabel("New answer")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("New answer")).ToBeVisibleAsync();
        await other.SetViewportSizeAsync(390, 844);
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Chats and pages (new answer)" })).ToBeVisibleAsync();

        await Page.GotoAsync(chat);

        await Expect(Page.GetByLabel("New answer")).ToHaveCountAsync(0);
        await Expect(other.GetByLabel("New answer")).ToHaveCountAsync(0);
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Chats and pages", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_tab_listens_for_all_and_another_takes_over()
    {
        await SignInAsync();
        var asked = new List<IPage>();
        Page.Context.Request += (_, request) =>
        {
            if (request.Url.Contains("/chats/events", StringComparison.Ordinal)) asked.Add(request.Frame.Page);
        };
        await Page.GotoAsync("/settings");
        var second = await NewPageAsync();
        await second.GotoAsync("/settings");
        var third = await NewPageAsync();
        await third.GotoAsync("/settings");
        await ShowAsync(false);

        await PostAsync(third, "/chat/new", """{ "message": "Before" }""");
        await Expect(Titles(second)).ToHaveTextAsync(["Before"]);
        await Expect(Titles(third)).ToHaveTextAsync(["Before"]);
        asked.Distinct().ShouldBe([Page]);

        // Nothing is missed when it goes.
        await Page.CloseAsync();
        await PostAsync(third, "/chat/new", """{ "message": "After" }""");
        await Expect(Titles(second)).ToHaveTextAsync(["After", "Before"]);
        await Expect(Titles(third)).ToHaveTextAsync(["After", "Before"]);
        asked.Distinct().Count().ShouldBe(2);
    }

    private static ILocator Composer(IPage page) => page.GetByLabel("Message", new() { Exact = true });

    private static ILocator AnswersOf(IPage page) => page.Locator(".messages .message--answer");

    private static ILocator Titles(IPage page) => page.Locator(".chat-list__title");

    private static async Task SendAsync(IPage page, string message)
    {
        await Composer(page).FillAsync(message);
        await Composer(page).PressAsync("Enter");
    }

    private static async Task PostAsync(IPage page, string path, string json = "undefined")
    {
        await page.ServeSourcesAsync();
        await page.EvaluateAsync($"async () => (await import('/js/lib/api.js')).post('{path}', {json})");
    }
}
