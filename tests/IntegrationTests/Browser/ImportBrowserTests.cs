using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class ImportBrowserTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Chats = """
        [{"uuid":"d-1","name":"Seas","created_at":"2026-01-02T03:04:05Z","chat_messages":[
        {"uuid":"q1","sender":"human","text":"How salty?","created_at":"2026-01-02T03:04:06Z","files":[{"file_name":"a.png"}]},
        {"uuid":"a1","sender":"assistant","text":"3.5 %","created_at":"2026-01-02T03:04:07Z"}]}]
        """;

    [Fact]
    public async Task A_file_is_looked_at_and_then_imported()
    {
        await SignInAsync();
        await Page.GotoAsync("/account");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Import chats" }).PressAsync("Enter");
        var field = Page.GetByLabel("Exported file");

        await field.SetInputFilesAsync(File("a.txt", "Hello"));
        await Expect(Page.GetByText("No chats were found in this file.")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true })).ToBeHiddenAsync();
        await CheckLooksAsync("a file without chats");

        await field.SetInputFilesAsync(File("b.txt", Chats));
        await Expect(Page.GetByText("To be added: one chat with 2 messages.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("one file is named in the export, but not contained")).ToBeVisibleAsync();
        await CheckLooksAsync("the preview of an import");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).PressAsync("Enter");
        await Expect(Page.GetByText("Added: one chat with 2 messages.")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Show all chats" })).ToBeFocusedAsync();
        await CheckLooksAsync("an import that is done");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Main).GetByText("Seas").First).ToBeVisibleAsync();
    }

    private static FilePayload File(string name, string content) =>
        new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(content) };
}
