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
        Ollama.Options.PullBytesPerSecond = 600_000_000;
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
        await Page.ArriveAtAsync("/chat/new");

        // The guide downloads the recommended model right there, with its bar.
        await CheckLooksAsync("the setup guide");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync();
        var bar = Page.GetByRole(AriaRole.Progressbar, new() { Name = "qwen3.5:4b" });
        await Expect(bar).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Download" })).ToBeHiddenAsync();
        await Page.EvaluateAsync(
            """
            () => {
              const seen = [];
              const look = () => {
                const bar = document.querySelector("[data-download] progress");
                if (!bar) return;
                seen.push(bar.position);
                sessionStorage.setItem("seen", JSON.stringify(seen));
              };
              const list = document.querySelector("[data-downloads-list]");
              new MutationObserver(look).observe(list, { subtree: true, childList: true, attributes: true });
            }
            """);
        await Expect(Page.GetByText("qwen3.5:4b is installed.")).ToBeVisibleAsync();
        await Page.BeLoadedAsync();
        var seen = await Page.EvaluateAsync<double[]>("JSON.parse(sessionStorage.getItem('seen'))");
        seen.ShouldBeInOrder();
        seen.Distinct().Count().ShouldBeGreaterThan(3);
        await CheckLooksAsync("the setup guide before the first message");

        // A chat whose answer streams in.
        await Page.SetViewportSizeAsync(1440, 900);
        await Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Tell me about the sea");
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();
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
