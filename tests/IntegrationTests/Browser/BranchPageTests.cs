using ChatAi.Domain.Chats;
using ChatAi.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.First)]
public sealed class BranchPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    [Fact]
    public async Task Another_answer_streams_beside_the_first_and_the_arrows_switch()
    {
        Ollama.Answers.Enqueue("First try.");
        Ollama.Answers.Enqueue("Second try.");
        await SignInAsync();
        await OpenChatAsync("Hello");

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
    public async Task A_stopped_answer_goes_on_in_the_same_place()
    {
        Ollama.Options.TokensPerSecond = 30;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 400).Select(i => $"word{i}")));
        Ollama.Answers.Enqueue(" and here it goes on.");
        await SignInAsync();
        await StartChatAsync("Count");
        await Expect(Answers.First).ToContainTextAsync("word5");

        await Page.GetByLabel("Stop generating").ClickAsync();
        await Expect(Answers.First).ToContainTextAsync("You stopped this answer.");
        await Answers.First.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        await Expect(Answers.First).ToContainTextAsync("and here it goes on.");
        await WholeAsync(Answers.First);
        await Expect(Answers.First).ToContainTextAsync("word5");
        await Expect(Answers.First).Not.ToContainTextAsync("You stopped this answer.");
        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Text().ShouldEndWith("and here it goes on.");
    }
}
