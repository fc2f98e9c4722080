using ChatAi.IntegrationTests.Common;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>The main job below a path of the host, where everything else on that host belongs to somebody else.</summary>
[Collection(BrowserChains.Second)]
public sealed class PathBasePageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string PathBase = "/chat-ai";

    protected override bool HasOwnPortal => true;

    protected override Dictionary<string, string> Settings => new() { ["Network:PathBase"] = PathBase };

    [Fact]
    public async Task Everything_a_page_does_stays_below_it()
    {
        var strayed = new List<string>();
        Page.Context.Request += (_, request) =>
        {
            if (!new Uri(request.Url).AbsolutePath.StartsWith(PathBase + "/", StringComparison.Ordinal))
                strayed.Add($"{request.Method} {request.Url}");
        };
        Ollama.Answers.Enqueue("```csharp\nvar answer = 42;\n```\n\n$a^2$\n\n```mermaid\ngraph TD\nA --> B\n```");

        await Page.GotoAsync($"{PathBase}/");
        await Page.GetByLabel("User name", new() { Exact = true }).FillAsync("mara.keller");
        foreach (var field in await Page.Locator("input[type=password]").AllAsync()) await field.FillAsync("correct horse battery");
        await Page.Locator("form button.button--primary").ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Uri(Portal.Address, $"{PathBase}/chat/new").ToString());

        await Page.GotoAsync($"{PathBase}/chat/new"); // loaded whole, so that Enter sends
        await Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Show me code");
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();
        await WholeAsync(Answers.First);
        await Expect(Answers.First.Locator("code.hljs").First).ToBeVisibleAsync();
        await Expect(Answers.First.Locator("[data-source]")).ToBeVisibleAsync();
        await Expect(Answers.First.Locator("[data-diagram-figure] img")).ToBeVisibleAsync();
        await Answers.First.GetByRole(AriaRole.Button, new() { Name = "Regenerate", Exact = true }).ClickAsync();
        await Expect(Answers.First.GetByText("2 / 2")).ToBeVisibleAsync();
        await WholeAsync(Answers.First);
        await Page.GetByLabel("Chat title").FillAsync("Below a path");
        await Page.GetByLabel("Chat title").PressAsync("Enter");
        await Expect(Page.Locator(".chat-list__chat[aria-current=page]")).ToHaveTextAsync("Below a path");
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("Chat title")).ToHaveValueAsync("Below a path");

        string[] others = ["/dashboard", "/settings", "/root_dashboard", "/model/details/qwen3:8b", "/account", "/about", "/audit"];
        foreach (var path in others)
            (await Page.GotoAsync(PathBase + path))!.Status.ShouldBe(200, path);

        strayed.ShouldBeEmpty();
    }
}
