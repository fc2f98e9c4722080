using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>The first day of a new administrator.</summary>
[Collection(BrowserChains.First)]
public sealed class AdministrationPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    protected override bool HasOwnPortal => true;

    protected override Dictionary<string, string> Settings => new() { ["Accounts:Registration"] = "Approval" };

    [Fact]
    public async Task A_new_administrator_lets_somebody_in_and_shuts_them_out_while_they_chat()
    {
        await SignInAsync();
        var jonas = await NewWindowAsync();
        await jonas.GotoAsync("/login");
        await jonas.GetByRole(AriaRole.Link, new() { Name = "Request an account" }).ClickAsync();
        await FillAsync(jonas, "jonas.w");
        await Expect(jonas.GetByRole(AriaRole.Heading, new() { Name = "Your account is awaiting approval" })).ToBeVisibleAsync();

        await Page.GotoAsync("/chat/new");
        await Page.GetByRole(AriaRole.Link, new() { Name = "People 1 pending" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve jonas.w" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Awaiting approval" })).ToHaveCountAsync(0);

        // Without a click of theirs, the page that waits signs in.
        await jonas.ArriveAtAsync("/chat/new");
        Ollama.Faults.NextChat(Fault.Silence(after: 10_000));
        Ollama.Answers.Enqueue(new SimulatedAnswer("So it begins") { Pieces = ["So it begins", .. Enumerable.Repeat("", 100_000)] });
        await jonas.GotoAsync("/chat/new");
        await jonas.GetByLabel("Message", new() { Exact = true }).FillAsync("Tell me a long story");
        await jonas.Keyboard.PressAsync("Enter");
        await Expect(jonas.Locator(".messages .message--answer").First).ToContainTextAsync("So it begins");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Manage jonas.w" }).ClickAsync();
        await Expect(Page.GetByText("Signed in on one device")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Disable account" }).ClickAsync();
        await Expect(Page.GetByText("Can't sign in. All data is kept")).ToBeVisibleAsync();

        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Status.ShouldBe(MessageStatus.Stopped);
        (await RowsAsync<Session>()).Count(s => s.EndedAt is null).ShouldBe(1);

        // Without a click of theirs, the page that was open says so.
        await Expect(jonas.GetByText("You have been signed out.")).ToBeVisibleAsync();
        await jonas.GotoAsync("/dashboard");
        new Uri(jonas.Url).AbsolutePath.ShouldBe("/login");
        await SignInAsync(jonas, "jonas.w");
        await Expect(jonas.GetByText("Your account is disabled.")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Enable" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete account" }).ClickAsync();
        await Expect(Page.GetByText("You're the only user so far.")).ToBeVisibleAsync();
        (await RowsAsync<User>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_invitation_is_made_copied_and_accepted_by_keyboard_and_the_guest_looks_after_their_account()
    {
        await Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await SignInAsync();
        await Page.GotoAsync("/root_dashboard");
        await Page.GetByLabel("Note").FillAsync("Jonas, from Monday");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByText("Invitation created.")).ToBeVisibleAsync();
        await Page.BeLoadedAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        var link = await Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        link.ShouldBe(await Page.GetByLabel("Link").InputValueAsync());

        var jonas = await NewWindowAsync();
        await jonas.GotoAsync(link);
        await FillAsync(jonas, "jonas.w");
        await jonas.ArriveAtAsync("/chat/new");
        await jonas.GotoAsync("/account");
        await Expect(jonas.GetByText("This device")).ToBeVisibleAsync();
        await Expect(jonas.GetByText("Chrome on Linux")).ToBeVisibleAsync();
        var file = await jonas.RunAndWaitForDownloadAsync(() =>
            jonas.GetByRole(AriaRole.Link, new() { Name = "Download my data" }).ClickAsync()
        );
        file.SuggestedFilename.ShouldMatch(@"^chat-ai-\d{4}-\d\d-\d\d\.json$");

        await jonas.GetByRole(AriaRole.Button, new() { Name = "Delete my account" }).ClickAsync();
        await jonas.GetByLabel("Your password").FillAsync(Portal.Password);
        await jonas.Keyboard.PressAsync("Enter");
        await Expect(jonas.GetByText("Your account and all its data have been deleted.")).ToBeVisibleAsync();
        (await RowsAsync<User>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Its_pages_fit_and_are_accessible()
    {
        await SignInAsync();
        await Page.GotoAsync("/root_dashboard");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var invitation = await Page.GetByLabel("Link").InputValueAsync();
        await CheckLooksAsync("an invitation is made");

        using var jonas = Portal.Visit();
        await jonas.PostFormAsync("/register_user", Common.Portal.Credentials("jonas.w"));
        var id = (await RowsAsync<User>()).Single(u => !u.IsRoot).Id;
        await CheckAsync("/root_dashboard");
        await CheckAsync($"/root_dashboard/{id}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await CheckAsync($"/root_dashboard/{id}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var reset = await Page.GetByLabel("Link").InputValueAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await CheckLooksAsync("about to delete");
        await CheckAsync("/account");
        await Page.Context.ClearCookiesAsync();
        foreach (var path in new[] { invitation, reset, "/invitation/unknown" }) await CheckAsync(path);
    }

    private static async Task FillAsync(IPage page, string name)
    {
        await page.GetByLabel("User name").FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Portal.Password);
        await page.GetByLabel("Confirm password").FillAsync(Portal.Password);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.GotoAsync("/login");
        await page.GetByLabel("User name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(Portal.Password);
        await page.Keyboard.PressAsync("Enter");
    }

    private async Task CheckAsync(string path)
    {
        await Page.GotoAsync(path);
        await CheckLooksAsync("the page");
    }
}
