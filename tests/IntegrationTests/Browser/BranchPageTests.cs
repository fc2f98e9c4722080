using ChatAi.Domain.Chats;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class BranchPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    private ILocator Mine => Page.Locator(".messages .message--user");

    [Fact]
    public async Task Another_answer_streams_beside_the_first_and_the_arrows_switch()
    {
        Ollama.Answers.Enqueue("First try.");
        Ollama.Answers.Enqueue("Second try.");
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);

        await Answers.First.GetByLabel("Regenerate", new() { Exact = true }).ClickAsync();

        await Expect(Answers.First).ToContainTextAsync("Second try.");
        await WholeAsync(Answers.First);
        await Expect(Answers).ToHaveCountAsync(1);
        await Expect(Answers.First).ToContainTextAsync("2 / 2");
        await Answers.First.GetByLabel("Previous version").ClickAsync();
        await Expect(Answers.First).ToContainTextAsync("First try.");
        await Expect(Answers.First).ToContainTextAsync("1 / 2");
        await Expect(Answers.First.GetByLabel("Next version")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Answers.First).ToContainTextAsync("Second try.");

        // The path that is shown is the one that is gone on with.
        await Composer.FillAsync("And now?");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Answers).ToHaveCountAsync(2);
        await WholeAsync(Answers.Last);
        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Content).ShouldContain("Second try.");
    }

    [Fact]
    public async Task Another_model_can_be_asked_for_an_answer_of_its_own()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);

        await Answers.First.GetByLabel("Regenerate with another model").ClickAsync();
        await Answers.First.GetByRole(AriaRole.Button, new() { Name = "qwen3:8b" }).ClickAsync();

        await Expect(Answers.First).ToHaveAttributeAsync("aria-label", "Answer of qwen3:8b");
        await WholeAsync(Answers.First);
        await Expect(Page.Locator("[data-model-name]")).ToHaveTextAsync("qwen3:8b");
        (await RowsAsync<Message>()).Count(m => m.Role == MessageRole.Assistant).ShouldBe(2);
    }

    [Fact]
    public async Task A_message_is_edited_in_place_and_what_it_was_stays()
    {
        await RegisterRootAsync();
        await StartChatAsync("How tall is the tower?");
        await WholeAsync(Answers.First);

        await Mine.First.HoverAsync();
        await Mine.First.GetByLabel("Edit message").ClickAsync();
        var field = Mine.First.GetByRole(AriaRole.Textbox, new() { Name = "Your message" });
        await Expect(field).ToHaveValueAsync("How tall is the tower?");
        await field.FillAsync("How old is the tower?");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Mine.First).ToContainTextAsync("How tall is the tower?");

        await Mine.First.GetByLabel("Edit message").ClickAsync();
        await field.FillAsync("How old is the tower?");
        await Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Mine.First).ToContainTextAsync("How old is the tower?");
        await WholeAsync(Answers.First);
        await Expect(Mine).ToHaveCountAsync(1);
        await Mine.First.GetByLabel("Previous version").ClickAsync();
        await Expect(Mine.First).ToContainTextAsync("How tall is the tower?");
        (await RowsAsync<Message>()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_edit_that_is_asked_for_twice_is_sent_once()
    {
        await RegisterRootAsync();
        await StartChatAsync("How tall is the tower?");
        await WholeAsync(Answers.First);
        await Page.RouteAsync("**/edit", async route =>
        {
            await Task.Delay(500, Cancellation);
            await route.ContinueAsync();
        });

        var field = await EditAsync("How old is the tower?");
        await Page.Keyboard.PressAsync("Control+Enter");
        await field.PressSequentiallyAsync("?");
        await Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Mine.First).ToContainTextAsync("2 / 2");
        await WholeAsync(Answers.First);
        await Expect(Composer).ToBeFocusedAsync();
        (await RowsAsync<Message>()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_edit_that_was_sent_is_not_offered_again_when_the_page_cannot_follow()
    {
        await RegisterRootAsync();
        await StartChatAsync("How tall is the tower?");
        await WholeAsync(Answers.First);
        await Page.RouteAsync(Page.Url.Split('#')[0], route => route.AbortAsync());

        var field = await EditAsync("How old is the tower?");
        await Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Page.Locator("[data-composer-error]")).ToContainTextAsync("This has been done");
        await Expect(field).ToHaveCountAsync(0);
        (await RowsAsync<Message>()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_written_over_a_message_outlives_another_tab_and_a_reload()
    {
        await RegisterRootAsync();
        await StartChatAsync("How tall is the tower?");
        await WholeAsync(Answers.First);
        var field = await EditAsync("How old is");

        var other = await NewPageAsync();
        await other.GotoAsync(Page.Url);
        await other.GetByLabel("Regenerate", new() { Exact = true }).ClickAsync();
        await Expect(other.Locator(".message--answer")).ToContainTextAsync("2 / 2");
        await WholeAsync(other.Locator(".messages .message--answer"));
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        await Expect(field).ToHaveValueAsync("How old is");
        await Page.ReloadAsync();
        await Mine.First.HoverAsync();
        await Mine.First.GetByLabel("Edit message").ClickAsync();
        await Expect(field).ToHaveValueAsync("How old is");

        // What was given up is not kept, and what has happened meanwhile is shown.
        await other.GetByLabel("Previous version").ClickAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Answers.First).ToContainTextAsync("1 / 2");
        await Mine.First.GetByLabel("Edit message").ClickAsync();
        await Expect(field).ToHaveValueAsync("How tall is the tower?");
    }

    [Fact]
    public async Task Only_what_another_tab_has_changed_is_shown_anew()
    {
        Ollama.Options.TokensPerSecond = 30;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 400).Select(i => $"word{i}")));
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 400).Select(i => $"more{i}")));
        await RegisterRootAsync();
        await StartChatAsync("Count");
        await Expect(Answers.First).ToContainTextAsync("word5");
        await Page.GetByLabel("Stop writing").ClickAsync();
        await Expect(Answers.First).ToContainTextAsync("Stopped by you.");
        await Answers.First.EvaluateAsync("(answer) => { answer.dataset.marked = ''; }");
        var marked = Page.Locator("[data-marked]");
        var url = Page.Url.Split('#')[0];
        var other = await NewPageAsync();
        await other.GotoAsync(url);
        var title = other.GetByLabel("Title of this chat");

        var asked = Page.WaitForResponseAsync(url);
        await title.FillAsync("Numbers");
        await title.PressAsync("Enter");
        await (await asked).FinishedAsync();
        await Expect(marked).ToHaveCountAsync(1);

        // While this page cannot be read again, the answer goes on and ends as it had before.
        await Page.RouteAsync(url, route => route.AbortAsync());
        await other.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(other.Locator(".messages .message--answer")).ToContainTextAsync("more5");
        await other.GetByLabel("Stop writing").ClickAsync();
        await Expect(other.Locator(".messages .message--answer")).ToContainTextAsync("Stopped by you.");
        await Page.UnrouteAsync(url);
        await Expect(marked).ToHaveCountAsync(1);
        await title.FillAsync("More numbers");
        await title.PressAsync("Enter");

        await Expect(Answers.First).ToContainTextAsync("more5");
        await Expect(Answers.First).ToContainTextAsync("Stopped by you.");
    }

    [Fact]
    public async Task Two_that_were_deleted_come_back_in_turn_also_after_more_was_said()
    {
        await RegisterRootAsync();
        await StartChatAsync("One");
        await WholeAsync(Answers.First);
        await Composer.FillAsync("Two");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Answers).ToHaveCountAsync(2);
        await WholeAsync(Answers.Last);
        var undo = Page.Locator("[data-undo]:visible").GetByRole(AriaRole.Button);

        await Answers.Last.GetByLabel("Delete answer and what follows").ClickAsync();
        await Expect(undo).ToHaveCountAsync(1);
        await Mine.Last.GetByLabel("Delete message and what follows").ClickAsync();
        await Expect(Mine).ToHaveCountAsync(1);
        await Expect(undo).ToHaveCountAsync(1);
        await Expect(Page.Locator(".message--answer + [data-undo]:visible, .message--answer + [data-undo][hidden] + [data-undo]:visible")).ToHaveCountAsync(1);

        await Composer.FillAsync("Three");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Answers).ToHaveCountAsync(2);
        await undo.ClickAsync();
        await Expect(Mine.Last).ToContainTextAsync("Three");
        await Expect(Mine.Last.Locator(".siblings__place")).ToHaveTextAsync("2 / 2");
        await Expect(undo).ToHaveCountAsync(1);
        await undo.ClickAsync();
        await Expect(undo).ToHaveCountAsync(0);
        await Mine.Last.GetByLabel("Previous version").ClickAsync();
        await Expect(Mine.Last).ToContainTextAsync("Two");
        await Expect(Answers).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_deleted_message_comes_back_on_undo_and_else_goes()
    {
        await RegisterRootAsync();
        await StartChatAsync("One");
        await WholeAsync(Answers.First);
        await Composer.FillAsync("Two");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Answers).ToHaveCountAsync(2);
        await WholeAsync(Answers.Last);

        await Mine.Last.HoverAsync();
        await Mine.Last.GetByLabel("Delete message and what follows").ClickAsync();
        await Expect(Mine).ToHaveCountAsync(1);
        await Expect(Page.Locator("[data-undo]")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Mine).ToHaveCountAsync(2);
        await Expect(Answers).ToHaveCountAsync(2);
        await Expect(Page.Locator("[data-undo]")).ToHaveCountAsync(0);

        await Answers.Last.GetByLabel("Delete answer and what follows").ClickAsync();
        await Expect(Answers).ToHaveCountAsync(1);
        await Expect(Page.Locator("[data-undo]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Mine.Last.GetByLabel("Answer this").ClickAsync();
        await Expect(Answers).ToHaveCountAsync(2);
        await WholeAsync(Answers.Last);
    }

    [Fact]
    public async Task A_stopped_answer_goes_on_in_the_same_place()
    {
        Ollama.Options.TokensPerSecond = 30;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 400).Select(i => $"word{i}")));
        Ollama.Answers.Enqueue(" and here it goes on.");
        await RegisterRootAsync();
        await StartChatAsync("Count");
        await Expect(Answers.First).ToContainTextAsync("word5");

        await Page.GetByLabel("Stop writing").ClickAsync();
        await Expect(Answers.First).ToContainTextAsync("Stopped by you.");
        await Answers.First.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        await Expect(Answers.First).ToContainTextAsync("and here it goes on.");
        await WholeAsync(Answers.First);
        await Expect(Answers.First).ToContainTextAsync("word5");
        await Expect(Answers.First).Not.ToContainTextAsync("Stopped by you.");
        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Content.ShouldEndWith("and here it goes on.");
    }

    private async Task<ILocator> EditAsync(string text)
    {
        await Mine.First.HoverAsync();
        await Mine.First.GetByLabel("Edit message").ClickAsync();
        var field = Mine.First.GetByRole(AriaRole.Textbox, new() { Name = "Your message" });
        await field.FillAsync(text);
        return field;
    }
}
