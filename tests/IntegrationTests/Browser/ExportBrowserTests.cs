using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class ExportBrowserTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task A_chat_is_exported_and_printed_from_its_menu()
    {
        await SignInAsync();
        Ollama.Answers.Enqueue("# Levels\n\n| day | level |\n|---|---|\n| 1 | 2 |\n\n```csharp\nvar level = 2;\n```\n");
        await StartChatAsync("How high is it?", "llama3.2:3b");
        await WholeAsync(Page.Locator(".message--answer").First);
        var chat = Page.Url;

        foreach (var (item, extension) in new[] { ("Export as Markdown", ".md"), ("Export as JSON Lines", ".jsonl") })
        {
            await Page.GetByLabel("More actions").ClickAsync();
            var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByText(item).ClickAsync());
            download.SuggestedFilename.ShouldEndWith(extension);
            await Page.GotoAsync(chat);
        }

        await Page.GetByLabel("More actions").PressAsync("Enter");
        await Page.GetByText("Print", new() { Exact = true }).PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Levels" })).ToBeVisibleAsync();
        await CheckLooksAsync("the print view");

        await Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Expect(Page.GetByText("Back to the chat")).ToBeHiddenAsync();
        await Expect(Page.Locator("html")).ToHaveCSSAsync("color-scheme", "light");
        await Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Page.GetByText("Back to the chat").ClickAsync();
        Page.Url.ShouldBe(chat);
    }
}
