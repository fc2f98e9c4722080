using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Security;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Takes a picture of every page in each language, theme and width, for a review: <c>docs/screenshots/take pages</c>.</summary>
[Collection(BrowserChains.First)]
public sealed class PageScreenshots(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Answer =
        """
        # Percentiles

        The mean of sixty values is *not* the percentile of that hour. See [the paper](https://example.org/percentiles).

        - **Query the raw rows** with `percentile_cont`
        - [x] Merge histograms

        | Method | Per minute | Error at p95 | Needs | Good for |
        |---|--:|--:|---|---|
        | Raw samples | 480 KB | none | a database | up to ten million rows a day |
        | HDR histogram | 24 KB | 0.8 % | a library | services with many instances |

        ```sql
        select m.minute, percentile_cont(0.95) within group (order by l.ms) as p95 from latency l join minutes m on true;
        ```

        $$p_{95} = \inf\{x : F(x) \ge 0.95\}$$
        """;

    private static readonly string[] RootPages =
    [
        "/chat/new", "/chats", "/chats?q=nothing", "/dashboard", "/model/details/qwen3:8b", "/settings", "/settings?saved=true",
        "/account", "/root_dashboard", "/audit", "/about", "/nowhere",
    ];

    private static readonly string[] MemberPages = ["/chat/new", "/dashboard", "/model/details/qwen3:8b", "/settings"];

    private static readonly string[] VisitorPages = ["/login", "/register_user"];

    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "pages");

    private string _look = "";

    public static TheoryData<string, ColorScheme, int> Looks
    {
        get
        {
            var looks = new TheoryData<string, ColorScheme, int>();
            foreach (var language in new[] { "en", "de" })
            {
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    looks.Add(language, scheme, 1440);
                    looks.Add(language, scheme, 360);
                }
            }

            return looks;
        }
    }

    protected override bool HasOwnPortal => true;

    protected override BrowserNewContextOptions Window => new() { ViewportSize = new() { Width = 1440, Height = 900 } };

    [Theory(Explicit = true)]
    [MemberData(nameof(Looks))]
    public async Task Take(string language, ColorScheme scheme, int width)
    {
        _look = $"{language}-{scheme.ToString().ToLowerInvariant()}-{width}";
        await PrepareAsync(Page, language, scheme, width);
        await ShootAsync(Page, "register-root", "/register_root");
        await SignInAsync();
        await ShootAsync(Page, "setup-guide", "/chat/new");
        using var root = await Portal.SignInAsync(Portal.RootName);
        using var member = await Portal.RegisterAsync("jo.lind", UserRole.Member);
        var id = (await RowsAsync<User>()).Single(user => !user.IsRoot).Id.ToString();

        Ollama.Answers.Enqueue(new SimulatedAnswer(Answer, "First the definition, then the options."));
        await Page.GotoAsync("/chat/new");
        await Page.Locator("[data-composer-text]").FillAsync("How do I smooth the p95 of our checkout API?");
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();
        await WholeAsync(Answers.First);
        await ShootAsync(Page, "chat");
        foreach (var path in RootPages) await ShootAsync(Page, "root", path);
        await ShootAsync(Page, "person", $"/root_dashboard/{id}");

        var other = await OpenAsync(language, scheme, width);
        await AddCookiesAsync(other, member);
        foreach (var path in MemberPages) await ShootAsync(other, "member", path);

        var visitor = await OpenAsync(language, scheme, width);
        foreach (var path in VisitorPages) await ShootAsync(visitor, "visitor", path);
        await ShootAsync(visitor, "reset", await root.NewLinkAsync("/reset_user_password", new() { ["id"] = id }));
        await ShootAsync(visitor, "invitation", await root.NewLinkAsync("/invite", []));
    }

    private async Task<IPage> OpenAsync(string language, ColorScheme scheme, int width)
    {
        var page = await NewWindowAsync();
        await PrepareAsync(page, language, scheme, width);
        return page;
    }

    private static async Task PrepareAsync(IPage page, string language, ColorScheme scheme, int width)
    {
        await page.SetViewportSizeAsync(width, width < 500 ? 800 : 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.Context.SetExtraHTTPHeadersAsync([new("Accept-Language", language)]);
    }

    private async Task ShootAsync(IPage page, string name, string? path = null)
    {
        if (path is not null) await page.GotoAsync(path);
        await page.BeLoadedAsync();
        await Expect(page.Locator("h1").First).ToBeAttachedAsync();
        var place = path is null || name is "reset" or "invitation" or "person" ? "" : string.Join('-', path.Split('/', '?', ':'));
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, _look, $"{name}{place}.png"), FullPage = true });
    }
}
