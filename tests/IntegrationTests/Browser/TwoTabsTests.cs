using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class TwoTabsTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Switch = "Tell me when an answer is ready while I am elsewhere";

    // The browser's own notifications, written down.
    private const string Record = """
        const Real = globalThis.Notification;
        globalThis.shown = [];
        globalThis.Notification = class extends Real {
          constructor(title, options) { super(title, options); globalThis.shown.push([title, options.body]); }
        };
        """;

    [Fact]
    public async Task What_is_sent_in_one_tab_streams_into_the_other()
    {
        await RegisterRootAsync();
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
        await other.GetByLabel("Title of this chat").FillAsync("Numbers");
        await other.GetByLabel("Title of this chat").PressAsync("Enter");
        await Expect(Page.GetByLabel("Title of this chat")).ToHaveValueAsync("Numbers");
        await Expect(Page).ToHaveTitleAsync("Numbers - Chat AI");
        await other.GetByLabel("More for this chat").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Clear messages" }).First.ClickAsync();
        await other.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Clear messages" }).ClickAsync();
        await Expect(Page.Locator(".message")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_list_moves_with_what_happens_in_another_tab()
    {
        await RegisterRootAsync();
        await StartChatAsync("The first");
        await WholeAsync(Answers.First);
        var first = Page.Url;
        var other = await NewPageAsync();
        await other.GotoAsync("/settings");
        await Expect(Titles(other)).ToHaveTextAsync(["The first"]);

        await StartChatAsync("The second");
        await Expect(Titles(other)).ToHaveTextAsync(["The second", "The first"]);
        await Expect(other.Locator(".chat-list__day")).ToHaveTextAsync(["Today"]);

        // Who is on an entry stays on it when it moves.
        await other.Locator(".chat-list__chat", new() { HasText = "The first" }).FocusAsync();
        await Page.GotoAsync(first);
        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        await SendAsync(Page, "Go on");
        await Expect(Titles(other)).ToHaveTextAsync(["The first", "The second"]);
        await Expect(other.Locator(".chat-list__chat", new() { HasText = "The first" })).ToBeFocusedAsync();
        await Expect(other.Locator(".chat-list__chat", new() { HasText = "The first" }).GetByLabel("An answer is being written")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Stop writing" }).ClickAsync();
        await Expect(other.GetByLabel("An answer is being written")).ToHaveCountAsync(0);

        // What is searched for counts for what comes, too.
        await other.GetByLabel("Search chats").FillAsync("third");
        await Expect(other.GetByText("No chat has these words in its title.")).ToBeVisibleAsync();
        await StartChatAsync("The third");
        await Expect(Titles(other).Filter(new() { Visible = true })).ToHaveTextAsync(["The third"]);
        await Expect(other.GetByText("No chat has these words in its title.")).ToBeHiddenAsync();
        await other.GetByLabel("Search chats").FillAsync("");

        await Page.GetByLabel("More for this chat").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete chat" }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete chat" }).ClickAsync();
        await Expect(Titles(other)).ToHaveTextAsync(["The first", "The second"]);
    }

    [Fact]
    public async Task A_dot_tells_of_an_answer_that_ended_elsewhere_until_it_is_opened()
    {
        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        await RegisterRootAsync();
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

        // Whoever has the chat before their eyes needs no dot; whoever is away finds one until they are back.
        Ollama.Answers.Enqueue("Short.");
        Ollama.Answers.Enqueue("Short, too.");
        await SendAsync(Page, "Again");
        await WholeAsync(Answers.Nth(1));
        await Eventually.HoldsAsync(async () => (await RowsAsync<Chat>()).Single().IsUnread.ShouldBeFalse());
        await ShowAsync(false);
        await SendAsync(Page, "And again");
        await Expect(other.Locator(".dot--unread:not(.button__dot)")).ToHaveCountAsync(1);
        await ShowAsync(true);
        await Expect(other.Locator(".dot--unread:not(.button__dot)")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_tab_listens_for_all_and_another_takes_over()
    {
        await RegisterRootAsync();
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

    [Fact]
    public async Task Without_the_means_to_share_each_tab_listens_for_itself()
    {
        // As over plain HTTP from another machine.
        await Page.Context.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });");
        await RegisterRootAsync();
        await Page.GotoAsync("/settings");
        var other = await NewPageAsync();
        await other.GotoAsync("/settings");

        await PostAsync(other, "/chat/new", """{ "message": "Hello" }""");

        await Expect(Titles(Page)).ToHaveTextAsync(["Hello"]);
        await Expect(Titles(other)).ToHaveTextAsync(["Hello"]);
    }

    [Fact]
    public async Task A_notification_tells_once_of_an_answer_that_nobody_has_in_sight()
    {
        await Page.Context.GrantPermissionsAsync(["notifications"]);
        await Page.Context.AddInitScriptAsync(Record);
        await RegisterRootAsync();
        await Page.GotoAsync("/settings");
        await Page.GetByRole(AriaRole.Switch, new() { Name = Switch }).CheckAsync();
        await Eventually.HoldsAsync(async () => (await ShownAsync(Page)).ShouldBe(["Chat AI: This is how an answer will tell that it is ready."]));
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Switch, new() { Name = Switch })).ToBeCheckedAsync();

        await StartChatAsync("A question");
        await WholeAsync(Answers.First);
        var other = await NewPageAsync();
        await other.GotoAsync("/settings");
        await ShowAsync(false);
        await SendAsync(Page, "Another question");

        await Eventually.HoldsAsync(async () => (await ShownAsync(Page, other)).ShouldBe(["A question: The answer is ready."]));

        // In sight it tells nothing, and what was told before is not told again.
        await ShowAsync(true);
        await SendAsync(Page, "In sight");
        await Expect(Answers).ToHaveCountAsync(3);
        await WholeAsync(Answers.Nth(2));
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        (await ShownAsync(Page, other)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_browser_that_refuses_notifications_is_quoted()
    {
        await Page.Context.AddInitScriptAsync("Notification.requestPermission = async () => 'denied';");
        await RegisterRootAsync();
        await Page.GotoAsync("/settings");
        var wish = Page.GetByRole(AriaRole.Switch, new() { Name = Switch });

        await wish.ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The browser refuses notifications of this site.");
        await Expect(wish).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Who_signs_out_hears_no_more_in_any_tab()
    {
        await RegisterRootAsync();
        await Page.GotoAsync("/settings");
        var other = await NewPageAsync();
        await other.GotoAsync("/settings");
        var ended = new TaskCompletionSource();
        Page.RequestFailed += (_, request) =>
        {
            if (request.Url.Contains("/chats/events", StringComparison.Ordinal)) ended.TrySetResult();
        };

        await other.Locator(".nav-item--user").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.ArriveAtAsync("/login");

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    private static ILocator Composer(IPage page) => page.GetByLabel("Message", new() { Exact = true });

    private static ILocator AnswersOf(IPage page) => page.Locator(".messages .message--answer");

    private static ILocator Titles(IPage page) => page.Locator(".chat-list__title");

    private static async Task SendAsync(IPage page, string message)
    {
        await Composer(page).FillAsync(message);
        await Composer(page).PressAsync("Enter");
    }

    private static async Task PostAsync(IPage page, string path, string json = "undefined") =>
        await page.EvaluateAsync($"async () => (await import('/js/lib/api.js')).post('{path}', {json})");

    private static async Task<List<string>> ShownAsync(params IPage[] pages)
    {
        var shown = new List<string>();
        foreach (var page in pages) shown.AddRange(await page.EvaluateAsync<string[]>("() => globalThis.shown.map(([title, body]) => `${title}: ${body}`)"));
        return shown;
    }
}
