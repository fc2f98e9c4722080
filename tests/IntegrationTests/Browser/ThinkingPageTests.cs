using ChatAi.Domain.Chats;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class ThinkingPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    protected override SimulatorOptions Options => new()
    {
        Models = [KnownModels.Find("gpt-oss:20b")!, KnownModels.Find("llama3.2:3b")!, KnownModels.Find("qwen3:8b")!],
    };

    private ILocator Switch => Page.GetByRole(AriaRole.Button, new() { Name = "Think", Exact = true });

    private ILocator Levels => Page.Locator("[data-thinking-levels]");

    [Fact]
    public async Task A_new_chat_offers_what_its_model_takes_and_sends_the_choice_along()
    {
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new");
        await Expect(Levels).ToBeVisibleAsync();
        await Expect(Switch).ToBeHiddenAsync();

        await PickAsync("llama3.2:3b");
        await Expect(Levels).ToBeHiddenAsync();
        await Expect(Switch).ToBeHiddenAsync();

        await PickAsync("qwen3:8b");
        await Expect(Switch).ToHaveAttributeAsync("aria-pressed", "true");
        await Switch.FocusAsync();
        await Page.Keyboard.PressAsync("Space");
        await Expect(Switch).ToHaveAttributeAsync("aria-pressed", "false");
        await Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Hello");
        await Page.Keyboard.PressAsync("Enter");
        await WholeAsync(Answers.First);

        Ollama.Requests.Chats[^1].Chat!.Think.ShouldBe("false");
        await Expect(Answers.First.Locator("[data-thinking]")).ToBeHiddenAsync();
        await Expect(Switch).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task A_chat_keeps_the_choice_and_offers_it_where_the_model_takes_it()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        await Levels.Locator("summary").ClickAsync();
        await Levels.GetByRole(AriaRole.Button, new() { Name = "High" }).ClickAsync();
        await Expect(Levels.Locator("summary")).ToHaveTextAsync("Think: high");
        await Eventually(async () => (await RowsAsync<Chat>()).Single().Thinking.ShouldBe(ThinkingMode.High));

        await PickAsync("qwen3:8b");
        await Expect(Levels).ToBeHiddenAsync();
        await Expect(Switch).ToBeVisibleAsync();
        await PickAsync("llama3.2:3b");
        await Expect(Switch).ToBeHiddenAsync();
        await Page.ReloadAsync();
        await Expect(Switch).ToBeHiddenAsync();
        await PickAsync("gpt-oss:20b");
        await Expect(Levels.Locator("summary")).ToHaveTextAsync("Think: high");
        await Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Again");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Answers).ToHaveCountAsync(2);
        await WholeAsync(Answers.Last);

        Ollama.Requests.Chats[^1].Chat!.Think.ShouldBe("high");
        await Expect(Answers.Last.Locator("[data-thinking]")).Not.ToHaveAttributeAsync("open", "");
        await Expect(Answers.Last.Locator("[data-thinking-label]")).ToContainTextAsync("Thought for");
    }

    private static Task Eventually(Func<Task> holds) => Common.Eventually.HoldsAsync(holds);

    private async Task PickAsync(string model)
    {
        await Page.Locator(".picker").First.ClickAsync();
        await Page.Locator("[data-model-picker]").GetByRole(AriaRole.Button, new() { Name = model }).ClickAsync();
        await Expect(Page.Locator("[data-model-name]")).ToHaveTextAsync(model);
    }
}
