using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using ChatAi.IntegrationTests.Security;
using ChatAi.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Takes pictures of files in a chat and on their page, in each theme and width, for a review.</summary>
[Collection(BrowserChains.First)]
public sealed class FileScreenshots(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "files");

    private string _look = "";

    protected override bool HasOwnPortal => true;

    public static TheoryData<string, ColorScheme, int, bool> Looks => new()
    {
        { "en", ColorScheme.Light, 1440, false },
        { "de", ColorScheme.Dark, 1440, false },
        { "de", ColorScheme.Light, 360, true },
        { "en", ColorScheme.Dark, 360, true },
    };

    [Theory(Explicit = true)]
    [MemberData(nameof(Looks))]
    public async Task Take(string language, ColorScheme scheme, int width, bool isPhone)
    {
        _look = $"{language}-{scheme.ToString().ToLowerInvariant()}-{width}";
        await SignInAsync();
        var page = await OpenAsync(language, scheme, width, isPhone);
        var composer = page.Locator("[data-composer-text]");
        await page.GotoAsync("/chat/new?model=gemma3:4b");
        await ShootAsync(page, "new-chat");
        await AddAsync(page, PageFile.Pdf("Handbook of the long road to a better product.pdf", 40),
            await page.PaintAsync("IMG_2041.jpg", "image/jpeg", 1600, 1200), PageFile.Text("notes.txt", "Some notes. "),
            new FilePayload { Name = "locked.pdf", MimeType = "application/pdf", Buffer = EncryptedPdf.Of("Hidden", "password") });
        await Expect(page.Locator("[data-files] > [data-state=failed]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-files] > [data-state=ready]")).ToHaveCountAsync(3);
        await composer.FillAsync("What do these have in common?");
        await ShootAsync(page, "composer");
        await page.Locator("[data-files] > [data-state=failed] [data-file-remove]").ClickAsync();
        Ollama.Answers.Enqueue("They all look at the same thing from another side.");
        await page.Locator("[data-send]").ClickAsync();
        await page.ArriveInChatAsync();
        await WholeAsync(page.Locator(".messages .message--answer").First);
        await ShootAsync(page, "message");

        await page.GotoAsync("/chat/new?model=qwen3:8b");
        await AddAsync(page, await page.PaintAsync("IMG_2041.jpg", "image/jpeg", 1600, 1200));
        await Expect(page.Locator("[data-files] > [data-state=ready]")).ToHaveCountAsync(1);
        await page.Locator("[data-seeing] summary").ClickAsync();
        await ShootAsync(page, "cannot-see");
        await page.RouteAsync("**/files/*/events", _ => Task.CompletedTask);
        await page.RouteAsync("**/files", _ => Task.CompletedTask);
        await AddAsync(page, PageFile.Text("slow.txt", "Slow"));
        await page.Keyboard.PressAsync("Escape");
        await ShootAsync(page, "uploading");
        await page.UnrouteAllAsync();
        await page.DispatchEventAsync("body", "dragenter", new
        {
            dataTransfer = await page.EvaluateHandleAsync(
            "() => { const data = new DataTransfer(); data.items.add(new File(['x'], 'x')); return data; }")
        });
        await ShootAsync(page, "drop");

        using var root = await Portal.SignInAsync(Portal.RootName);
        var pdf = PageFile.Pdf("handbook.pdf", 12);
        var id = await root.AddFileAsync(pdf.Name, pdf.Buffer);
        await root.ReadToEndAsync(id);
        await ShootAsync(page, "viewer", $"/files/{id}/view?unit=3");
        await ShootAsync(page, "viewer-missing", $"/files/{id}/view?unit=13");
        var code = string.Concat(Enumerable.Range(1, 60).Select(i => $"def f{i}(x):\n    return x + {i}\n\n"));
        await ShootAsync(page, "viewer-code", $"/files/{await root.ReadFileAsync("functions.py", code)}/view");
        var image = await page.PaintAsync("sea.png", "image/png", 1500, 900);
        await ShootAsync(page, "viewer-image", $"/files/{await root.AddFileAsync(image.Name, image.Buffer)}/view");
    }

    private static Task AddAsync(IPage page, params FilePayload[] files) => page.Locator("[data-attach-input]").SetInputFilesAsync(files);

    private async Task<IPage> OpenAsync(string language, ColorScheme scheme, int width, bool isPhone)
    {
        var page = await NewWindowAsync(new()
        {
            ViewportSize = new() { Width = width, Height = isPhone ? 800 : 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = isPhone,
            IsMobile = isPhone,
            ExtraHTTPHeaders = [new("Accept-Language", language)],
        });
        using var root = await Portal.SignInAsync(Portal.RootName);
        await AddCookiesAsync(page, root);
        return page;
    }

    private async Task ShootAsync(IPage page, string name, string? path = null)
    {
        if (path is not null) await page.GotoAsync(path);
        await page.BeLoadedAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, _look, $"{name}.png") });
    }
}
