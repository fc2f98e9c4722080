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
}
