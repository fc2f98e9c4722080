using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Localization;
using ChatAi.IntegrationTests.Security;
using ChatAi.WebUI.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Looks for texts that are not translated, and for pages that scroll sideways when texts are longer.</summary>
[Collection(BrowserChains.Second)]
public sealed class PseudoLocaleTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private static readonly string[] RootPages =
    [
        "/about", "/audit", "/audit?who=nobody", "/root_dashboard", "/root_dashboard?q=nobody", "/account", "/chat/new", "/chats",
        "/chats?q=nothing", "/dashboard", "/model/details/gemma3:4b", "/model/details/qwen3:8b", "/settings", "/settings?saved=true",
        "/nowhere",
    ];

    private static readonly string[] MemberPages =
    [
        "/about", "/account?done=name", "/account?done=password", "/account?done=session", "/account?done=sessions", "/chat/new",
        "/dashboard", "/model/details/gemma3:4b", "/settings",
    ];

    private static readonly string[] VisitorPages = ["/login", "/login?done=password", "/login?done=deleted", "/register_user"];

    private const string Member = "jo.lind";
    private const string Disabled = "li.na";
    private const string Pending = "kim.berg";
    private const string Note = "Freelancers";
    private const string Question = "Tell me about the sea";

    private static readonly string[] Names =
    [
        "Chat AI", ProgramVersion.Short, Portal.RootName, Member, Disabled, Pending, Note, Question, "GET /audit", "forbidden",
        "gemma3:4b", "llama3.2:3b", "qwen3:8b", "nomic-embed-text:latest", "name:tag", "temperature", "stop",
    ];

    private readonly List<string> _faults = [];

    protected override bool HasOwnPortal => true;

    protected override Dictionary<string, string> Settings => new()
    {
        ["Accounts:Registration"] = "Approval",
        ["Ollama:IsSimulator"] = "true",
    };

    protected override PortalChanges Changes => new()
    {
        Services = services => services.AddSingleton<IStringLocalizerFactory, PseudoTextsFactory>(),
    };

    protected override BrowserNewContextOptions Window => new() { ViewportSize = new() { Width = 360, Height = 800 }, Locale = "de-DE" };

    [Fact]
    public async Task Every_text_is_translated_and_fits_when_it_is_longer()
    {
        await SeeAsync(Page, ["/register_root"]);
        await SignInAsync();
        using var root = await Portal.SignInAsync(Portal.RootName);
        using var member = await Portal.RegisterAsync(Member, UserRole.Member);
        using var disabled = await Portal.RegisterAsync(Disabled, UserRole.Member);
        using var pending = Portal.Visit();
        var chat = await member.NewChatAsync(Question);
        await member.GetAsync("/audit");
        await pending.PostFormAsync("/register_user", Portal.Credentials(Pending));
        var ids = (await RowsAsync<User>()).ToDictionary(user => user.Name, user => user.Id.ToString());
        await root.PostFormAsync("/disable_user", new() { ["id"] = ids[Disabled] }, "/root_dashboard");
        var reset = await root.NewLinkAsync("/reset_user_password", new() { ["id"] = ids[Member] });
        var invitation = await root.NewLinkAsync("/invite", new() { ["note"] = Note });

        await SeeAsync(Page, RootPages);
        await SeeAsync(Page, [.. ids.Values.Select(id => $"/root_dashboard/{id}")]);
        await Page.GotoAsync("/root_dashboard");
        await Page.Locator("form[action^='/invite'] button").ClickAsync();
        await Expect(Page.Locator(".once-link")).ToBeVisibleAsync();
        await CheckAsync(Page);

        var other = await NewWindowAsync();
        await AddCookiesAsync(other, member);
        await SeeAsync(other, [.. MemberPages, $"/chat/{chat}"]);

        var visitor = await NewWindowAsync();
        await SeeAsync(visitor, [.. VisitorPages, invitation, reset]);
        await visitor.GotoAsync("/login");
        await visitor.Locator("#username").FillAsync(Pending);
        await visitor.Locator("#password").FillAsync(Portal.Password);
        await visitor.Keyboard.PressAsync("Enter");
        await Expect(visitor.Locator("form[action='/login']")).ToHaveCountAsync(0);
        await CheckAsync(visitor);

        _faults.ShouldBeEmpty();
    }

    private async Task SeeAsync(IPage page, string[] paths)
    {
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await CheckAsync(page);
        }
    }

    private async Task CheckAsync(IPage page)
    {
        await page.BeLoadedAsync();
        var path = new Uri(page.Url).PathAndQuery;
        var unmarked = await page.EvaluateAsync<string[]>(
            FindUnmarked,
            new { known = Names, skipped = NotTexts });
        _faults.AddRange(unmarked.Distinct().Select(text => $"{path} has “{text}”"));
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0) _faults.Add($"{path} is {overflow} pixels too wide");
    }

    // Data, what people and models have written, and what has a language of its own.
    private const string NotTexts =
        "script, noscript, style, time, code, pre, bdi, .avatar, .prose, .message__bubble, .chat-list__title, .suggestion__title, "
        + ".model-card__name, .facts dd, .mono, [name=series] option, body [lang]";

    private const string FindUnmarked =
        """
        ({ known, skipped }) => {
          let depth = 0;
          const outsideMarks = (text) => [...text].filter((c) => {
            if (c === "⟦") depth++;
            if (c === "⟧") depth--;
            return depth === 0 && c !== "⟧";
          }).join("");
          const isText = (text) => {
            const unknown = known.reduce((rest, word) => rest.replaceAll(word, ""), text);
            return /\p{L}/u.test(unknown.replace(/\be?\d[\d.,]*\s?(b|B|kB|MB|GB|TB|ms|s|min|h|k|M)\b/g, ""));
          };
          const faults = [];
          const check = (text, element) => {
            const outside = outsideMarks(text);
            if (isText(outside) && !element.closest(skipped)) faults.push(outside.trim());
          };

          check(document.title, document.documentElement);
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) check(texts.currentNode.data, texts.currentNode.parentElement);
          const attributes = ["aria-label", "title", "placeholder", "alt", "data-label"];
          for (const element of document.querySelectorAll(attributes.map((name) => `[${name}]`).join()))
            for (const name of attributes) check(element.getAttribute(name) ?? "", element);
          return faults;
        }
        """;
}
