using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class MainJobTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    protected override bool HasOwnPortal => true;

    protected override SimulatorOptions Options => new() { Models = [] };

    [Fact]
    public async Task From_the_first_account_to_an_answer_and_out_again()
    {
        Ollama.Options.PullBytesPerSecond = 50_000_000;
        Ollama.Options.TokensPerSecond = 8;
        Ollama.Answers.Enqueue(
            "# Seas\n\nThe sea is **wide** and deep.\n\n- waves\n- salt\n\n```sql\nselect 1;\n```\n\nThat is all there is to say about "
                + "the sea today."
        );

        await Page.GotoAsync("/");
        await Page.GetByLabel("User name").FillAsync(Portal.RootName);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Portal.Password);
        await Page.GetByLabel("Confirm password").FillAsync(Portal.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Page.ArriveAtAsync("/dashboard");

        // A model by hand, with its bar.
        await Page.GetByLabel("Model name").FillAsync("smollm2:135m");
        await Page.GetByLabel("Model name").PressAsync("Enter");
        var bar = Page.GetByRole(AriaRole.Progressbar, new() { Name = "smollm2:135m" });
        await Expect(bar).ToBeVisibleAsync();
        await Page.EvaluateAsync(
            """
            () => {
              globalThis.seen = [];
              const look = () => {
                const bar = document.querySelector("[data-download] progress");
                if (bar) seen.push(bar.position);
              };
              const list = document.querySelector("[data-downloads-list]");
              new MutationObserver(look).observe(list, { subtree: true, childList: true, attributes: true });
            }
            """);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "smollm2:135m" })).ToBeVisibleAsync();
        var seen = await Page.EvaluateAsync<double[]>("seen");
        seen.ShouldBeInOrder();
        seen.Distinct().Count().ShouldBeGreaterThan(3);

        // A chat whose answer streams in.
        await StartChatAsync("Tell me about the sea");
        await Expect(Answers.First).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(Answers.First.GetByRole(AriaRole.Heading, new() { Name = "Seas" })).ToBeVisibleAsync();
        (await Answers.First.TextContentAsync())!.ShouldNotContain("That is all");
        await Expect(Answers.First).ToContainTextAsync("That is all there is to say about the sea today.");
        await WholeAsync(Answers.First);
        await Expect(Answers.First.Locator(".prose strong")).ToHaveTextAsync("wide");
        await Expect(Answers.First.Locator("code.language-sql")).ToContainTextAsync("select 1;");
        await Expect(Answers.First.Locator(".message__stats")).ToContainTextAsync("tokens/s");
        await Expect(Page.Locator(".caret")).ToHaveCountAsync(0);
        await Expect(Page.Locator("[aria-current=page] .chat-list__title")).ToHaveTextAsync("Tell me about the sea");

        // A reload finds it as it was.
        var whole = await Answers.First.Locator(".prose").InnerTextAsync();
        await Page.ReloadAsync();
        (await Answers.First.Locator(".prose").InnerTextAsync()).ShouldBe(whole);

        // Rename, delete, sign out.
        await Page.GetByLabel("Chat title").FillAsync("The sea");
        await Page.GetByLabel("Chat title").PressAsync("Enter");
        await Expect(Page.Locator("[aria-current=page] .chat-list__title")).ToHaveTextAsync("The sea");
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("Chat title")).ToHaveValueAsync("The sea");

        await Page.GetByLabel("More actions").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete chat" }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete chat" }).ClickAsync();
        await Page.ArriveAtAsync("/chat/new");
        await Expect(Page.Locator(".chat-list__chat")).ToHaveCountAsync(0);

        await Page.Locator(".nav-item--user").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Page.ArriveAtAsync("/login");
        await Page.GotoAsync("/dashboard");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/login"));
    }
}
