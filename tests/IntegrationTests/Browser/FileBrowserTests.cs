using ChatAi.Domain.Files;
using ChatAi.IntegrationTests.Files;
using ChatAi.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Files in the composer, in messages and on their own page.</summary>
[Collection(BrowserChains.Second)]
public sealed class FileBrowserTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Blind = "qwen3:8b";
    private const string Seeing = "gemma3:4b";

    private static readonly string[] Names = ["handbook.pdf", "notes.txt", "dropped.md", "pasted.txt"];

    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    private ILocator Chips => Page.Locator("[data-files] > li");

    private ILocator Sent => Page.Locator(".message--user").Last.Locator(".message__files a");

    private ILocator Send => Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });

    [Fact]
    public async Task Files_are_attached_by_the_button_by_dropping_and_from_the_clipboard()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");

        await Page.AttachAsync(PageFile.Pdf("handbook.pdf", 2), PageFile.Text("notes.txt", "Three words only"));
        await Page.DropAsync(PageFile.Text("dropped.md", "# Dropped"));
        await Page.PasteAsync(PageFile.Text("copied from a table.png", "no picture"), "The text that was copied");
        await Page.PasteAsync(PageFile.Text("pasted.txt", "Pasted"));

        await Expect(Chips).ToHaveCountAsync(4);
        foreach (var (index, name) in Names.Index())
        {
            await Expect(Chips.Nth(index)).ToContainTextAsync(name);
            await Expect(Chips.Nth(index)).ToHaveAttributeAsync("data-state", "ready");
            await Expect(Chips.Nth(index)).ToContainTextAsync("tokens");
        }

        // A message with files needs no text.
        await Send.ClickAsync();
        await Expect(Chips).ToHaveCountAsync(0);
        await Expect(Sent).ToHaveTextAsync(Names);
        await WholeAsync(Answers.Nth(1));
        await Page.ReloadAsync();
        await Expect(Sent).ToHaveTextAsync(Names);
    }

    [Fact]
    public async Task A_file_that_is_removed_is_deleted_and_one_that_stays_survives_a_reload()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        await Page.AttachAsync(PageFile.Text("first.txt", "First"), PageFile.Text("second.txt", "Second"));
        await Expect(Chips.Nth(0)).ToHaveAttributeAsync("data-state", "ready");
        await Expect(Chips.Nth(1)).ToHaveAttributeAsync("data-state", "ready");

        await Page.RunAndWaitForResponseAsync(
            () => Page.GetByRole(AriaRole.Button, new() { Name = "Remove file first.txt" }).ClickAsync(),
            answer => answer.Request.Method == "DELETE" && answer.Status == 204);

        (await RowsAsync<StoredFile>()).ShouldHaveSingleItem().Name.ShouldBe("second.txt");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Remove file second.txt" })).ToBeFocusedAsync();
        await Page.ReloadAsync();
        await Expect(Chips).ToHaveCountAsync(1);
        await Expect(Chips.First).ToContainTextAsync("second.txt");
        await Expect(Chips.First).ToHaveAttributeAsync("data-state", "ready");
        await Send.ClickAsync();
        await Expect(Sent).ToHaveTextAsync(["second.txt"]);
        await Page.ReloadAsync();
        await Expect(Chips).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_new_chat_begins_with_files_that_are_still_being_read()
    {
        await SignInAsync();
        await Page.RouteAsync("**/files/*/events", _ => Task.CompletedTask);
        await Page.GotoAsync("/chat/new");
        await Page.AttachAsync(PageFile.Pdf("handbook.pdf", 300));
        await Expect(Chips.First).ToContainTextAsync("Reading");

        await Composer.FillAsync("What does it say?");
        await Page.Keyboard.PressAsync("Enter");

        await Page.ArriveInChatAsync();
        await Expect(Sent).ToHaveTextAsync(["handbook.pdf"]);
        await Page.GotoAsync("/chat/new");
        await Expect(Chips).ToHaveCountAsync(0);
        await Expect(Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_message_waits_for_its_uploads_and_keeps_what_is_refused()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        var mayGo = new TaskCompletionSource();
        await Page.RouteAsync("**/files", async route =>
        {
            await mayGo.Task;
            await route.ContinueAsync();
        });
        await Page.AttachAsync(PageFile.Text("slow.txt", "Slow"));
        await Composer.FillAsync("Read this");
        await Send.ClickAsync();
        await Expect(Send).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("button--waiting"));
        await Page.RouteAsync("**/message", route => route.FulfillAsync(new()
        {
            Status = 409,
            ContentType = "application/problem+json",
            Body = """{"detail":"Not now."}""",
        }));

        mayGo.SetResult();

        await Expect(Page.GetByText("Not now.")).ToBeVisibleAsync();
        await Expect(Chips).ToHaveCountAsync(1);
        await Expect(Composer).ToHaveValueAsync("Read this");
        await Page.UnrouteAsync("**/message");
        await Send.ClickAsync();
        await Expect(Sent).ToHaveTextAsync(["slow.txt"]);
        await Expect(Page.GetByText("Not now.")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_upload_that_the_network_lost_is_tried_again()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        await Page.RouteAsync("**/files", route => route.AbortAsync());
        await Page.AttachAsync(PageFile.Text("notes.txt", "Three words only"));
        await Expect(Chips.First).ToContainTextAsync("Can't reach Chat AI.");
        await CheckLooksAsync("an upload that failed");
        await Page.UnrouteAsync("**/files");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Upload file notes.txt again" }).PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Remove file notes.txt" })).ToBeFocusedAsync();
        await Expect(Chips.First).ToHaveAttributeAsync("data-state", "ready");
        await Send.ClickAsync();
        await Expect(Sent).ToHaveTextAsync(["notes.txt"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_says_why_and_is_not_sent()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        await Page.AttachAsync(
            new FilePayload { Name = "locked.pdf", MimeType = "application/pdf", Buffer = EncryptedPdf.Of("Hidden", "password") },
            PageFile.Text("empty.txt", ""));
        await Expect(Chips.Nth(0)).ToContainTextAsync("protected by a password");
        await Expect(Chips.Nth(1)).ToContainTextAsync("This file is empty.");
        await CheckLooksAsync("files that cannot be used");

        await Send.ClickAsync();
        await Expect(Page.GetByText("A file can't be used.")).ToBeVisibleAsync();
        await Expect(Page.Locator(".message--user")).ToHaveCountAsync(1);

        foreach (var name in new[] { "locked.pdf", "empty.txt" })
            await Page.GetByRole(AriaRole.Button, new() { Name = $"Remove file {name}" }).ClickAsync();
        await Page.AttachAsync([.. Enumerable.Range(1, 12).Select(i => PageFile.Text($"{i}.txt", $"Text {i}"))]);
        await Expect(Chips).ToHaveCountAsync(10);
        await Expect(Page.GetByText("A message can have 10 files.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_model_that_cannot_see_gives_way_to_one_that_can()
    {
        await SignInAsync();
        await StartChatAsync("Hello", Blind);
        await WholeAsync(Answers.First);
        await Page.PasteAsync(await Page.PaintAsync("image.png", "image/png", 600, 400));
        await Expect(Chips.First).ToContainTextAsync($"{Blind} can't see images.");
        await Expect(Chips.First.Locator("img")).ToBeVisibleAsync();
        await Expect(Send).ToBeHiddenAsync();
        await CheckLooksAsync("an image that the model cannot see");
        await Page.SetViewportSizeAsync(1440, 900);

        await Composer.FillAsync("What is this?");
        await Page.Keyboard.PressAsync("Enter");
        var choice = Page.GetByRole(AriaRole.Button, new() { Name = Seeing, Exact = true });
        await Expect(choice).ToBeFocusedAsync();
        await CheckLooksAsync("the menu of models that can see");
        await Expect(Page.Locator(".message--user")).ToHaveCountAsync(1);

        await choice.ClickAsync();
        await Expect(Sent.Locator("img")).ToHaveAttributeAsync("alt", "image.png");
        await Expect(Page.Locator("[data-model-name]")).ToHaveTextAsync(Seeing);
        await WholeAsync(Answers.Nth(1));
        await Expect(Answers.Nth(1).Locator("[data-model]")).ToHaveTextAsync(Seeing);
    }

    [Fact]
    public async Task A_new_chat_offers_models_that_can_see_too()
    {
        await SignInAsync();
        await Page.GotoAsync($"/chat/new?model={Blind}");
        await Page.PasteAsync(await Page.PaintAsync("image.png", "image/png", 600, 400));
        await Expect(Chips.First).ToContainTextAsync($"{Blind} can't see images.");
        await Composer.FillAsync("What is this?");

        await Page.Keyboard.PressAsync("Enter");
        await Page.GetByRole(AriaRole.Button, new() { Name = Seeing, Exact = true }).ClickAsync();

        await Page.ArriveInChatAsync();
        await Expect(Sent.Locator("img")).ToHaveAttributeAsync("alt", "image.png");
        await Expect(Page.Locator("[data-model-name]")).ToHaveTextAsync(Seeing);
    }

    [Fact]
    public async Task A_photo_leaves_the_browser_without_its_place_upright_and_no_larger_than_needed()
    {
        await SignInAsync();
        await StartChatAsync("Hello", Seeing);
        await WholeAsync(Answers.First);
        var photo = await Page.PaintAsync("IMG_1.JPG", "image/jpeg", 2000, 1000);
        photo.Buffer = PhotoFile.WithPlace(photo.Buffer);
        await Page.EvaluateAsync(
            """
            () => {
              const { send } = XMLHttpRequest.prototype;
              XMLHttpRequest.prototype.send = function (body) {
                window.sent = body;
                return send.call(this, body);
              };
            }
            """);

        await Page.AttachAsync(photo);
        await Expect(Chips.First).ToHaveAttributeAsync("data-state", "ready");

        var sent = await Page.EvaluateAsync<string>(
            "async () => String.fromCharCode(...new Uint8Array(await sent.slice(0, 2000).arrayBuffer()))");
        sent.ShouldNotContain("Exif");
        sent.ShouldNotContain("GPS");
        (await RowsAsync<StoredFile>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            file => file.Name.ShouldBe("IMG_1.JPG"),
            file => file.ImageType.ShouldBe("image/jpeg"),
            file => (file.Width, file.Height).ShouldBe((784, 1568)));
    }

    [Fact]
    public async Task Files_of_a_message_are_shown_above_it_and_stay_when_it_is_edited()
    {
        await SignInAsync();
        await StartChatAsync("Hello", Seeing);
        await WholeAsync(Answers.First);
        await Page.AttachAsync(
            await Page.PaintAsync("wide.png", "image/png", 1200, 500), await Page.PaintAsync("tall.jpg", "image/jpeg", 300, 900),
            PageFile.Text($"{new string('a', 60)} with a long name.txt", "Text"));
        await Expect(Page.Locator("[data-files] > [data-state=ready]")).ToHaveCountAsync(3);
        await CheckLooksAsync("a composer with files");
        await Page.SetViewportSizeAsync(1440, 900);
        await Composer.FillAsync("Compare these");
        await Send.ClickAsync();
        await WholeAsync(Answers.Nth(1));

        await Expect(Sent).ToHaveCountAsync(3);
        var sent = await Sent.Nth(0).Locator("img").EvaluateAsync<int[]>("image => [image.width, image.height, image.naturalWidth]");
        sent.ShouldBe([240, 100, 1200]);
        await CheckLooksAsync("a message with files");
        await Page.ReloadAsync();
        var read = await Sent.Nth(0).Locator("img").EvaluateAsync<int[]>("image => [image.width, image.height]");
        read.ShouldBe([240, 100]);
        await CheckLooksAsync("a message with files, loaded");
        await Page.SetViewportSizeAsync(1440, 900);

        await Page.Locator(".message--user").Last.HoverAsync();
        await Page.Locator(".message--user").Last.GetByRole(AriaRole.Button, new() { Name = "Edit message" }).ClickAsync();
        await Expect(Sent).ToHaveCountAsync(3);
        await Page.Locator("[data-editor-text]").FillAsync("");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send edited message" }).ClickAsync();
        await Expect(Page.Locator(".message--user").Last.Locator("[data-text]")).ToBeHiddenAsync();
        await Expect(Sent).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task The_context_counts_files_that_are_attached()
    {
        await SignInAsync();
        await StartChatAsync("Hello", Blind);
        await WholeAsync(Answers.First);
        await Expect(Page.Locator("#context-notice")).ToBeHiddenAsync();

        await Page.AttachAsync(PageFile.Text("long.txt", string.Join(' ', Enumerable.Repeat("river", 9000))));

        await Expect(Page.Locator("#context-notice")).ToContainTextAsync("This message is long.");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove file long.txt" }).ClickAsync();
        await Expect(Page.Locator("#context-notice")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Of_a_file_that_is_too_long_the_first_part_is_sent()
    {
        await SignInAsync();
        await StartChatAsync("Hello", Blind);
        await WholeAsync(Answers.First);
        await Page.AttachAsync(PageFile.Text("long.txt", string.Join(' ', Enumerable.Repeat("river", 30_000))));
        await Expect(Chips.First).ToHaveAttributeAsync("data-state", "ready");

        await Send.ClickAsync();
        var anyway = Answers.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Send the first part" });
        await Expect(anyway).ToBeVisibleAsync();
        await CheckLooksAsync("a file that is too long");
        await Page.ReloadAsync();
        await anyway.ClickAsync();

        await Expect(Page.GetByText("2 / 2")).ToBeVisibleAsync();
        await WholeAsync(Answers.Nth(1));
        await Expect(Answers.Nth(1)).ToHaveAttributeAsync("data-status", "complete");
    }

    [Fact]
    public async Task A_document_is_read_page_by_page_with_the_keyboard()
    {
        using var root = await Portal.RegisterAsync(Common.Portal.RootName, Domain.Accounts.UserRole.Root);
        await AddCookiesAsync(Page, root);
        var file = PageFile.Pdf("handbook.pdf", 8);
        var id = await root.AddFileAsync(file.Name, file.Buffer);
        await Page.GotoAsync($"/files/{id}/view");

        // The page comes again once the text is read.
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Page 1" })).ToBeVisibleAsync();
        await Expect(Page.GetByText("What page 1 says.")).ToBeVisibleAsync();
        await CheckLooksAsync("a page of a document");
        await Page.BeLoadedAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Page.GetByText("What page 2 says.")).ToBeVisibleAsync();
        await Page.BeLoadedAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Page.GetByText("What page 1 says.")).ToBeVisibleAsync();
        await Page.GetByLabel("Page", new() { Exact = true }).FillAsync("8");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByText("What page 8 says.")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Next page" })).ToHaveCountAsync(0);
        await Page.GotoAsync($"/files/{id}/view?unit=9");
        await Expect(Page.GetByText("There is no text on page 9.")).ToBeVisibleAsync();
        await CheckLooksAsync("a page without text");
    }

    [Fact]
    public async Task A_page_shows_an_image_code_and_why_a_file_cannot_be_read()
    {
        using var root = await Portal.RegisterAsync(Common.Portal.RootName, Domain.Accounts.UserRole.Root);
        await AddCookiesAsync(Page, root);
        await Page.GotoAsync("/chat/new");
        var image = await Page.PaintAsync("sea.png", "image/png", 1200, 800);
        await Page.GotoAsync($"/files/{await root.AddFileAsync(image.Name, image.Buffer)}/view");
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "sea.png" })).ToBeVisibleAsync();
        await Expect(Page.GetByText("1200 × 800 pixels")).ToBeVisibleAsync();
        await CheckLooksAsync("an image");

        await Page.GotoAsync($"/files/{await root.ReadFileAsync("long.py", $"def f():\n    return \"{new string('x', 300)}\"\n")}/view");
        await Expect(Page.GetByText("def f():")).ToBeVisibleAsync();
        await CheckLooksAsync("code");

        var locked = await root.AddFileAsync("locked.pdf", EncryptedPdf.Of("Hidden", "password"));
        await root.ReadToEndAsync(locked);
        await Page.GotoAsync($"/files/{locked}/view");
        await Expect(Page.GetByText("protected by a password")).ToBeVisibleAsync();
        await CheckLooksAsync("a file that cannot be read");
    }
}
