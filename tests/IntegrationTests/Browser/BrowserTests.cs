using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>
/// Tests with a browser window of their own, and a portal that is the chain's unless they say otherwise. None may break the
/// Content-Security-Policy or ask another host. They show what
/// only a browser can: layout, focus, history, streams and windows. What a script does is tested by tests/ScriptTests.
/// </summary>
public abstract class BrowserTests(ChromiumFixture chromium) : PortalTests
{
    // A wide light window and a narrow dark one: what fits and can be read in both does so between them.
    private static readonly (int Width, int Height, ColorScheme Scheme)[] Looks =
    [
        (1440, 900, ColorScheme.Light),
        (360, 800, ColorScheme.Dark),
    ];

    // What passes is not told in detail, which takes longer than the check.
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };

    private readonly List<string> _offences = [];
    private readonly List<IBrowserContext> _others = [];
    private readonly OpenRequests _open = new();
    private PortalFixture? _shared;
    private IBrowserContext? _context;

    protected IPage Page { get; private set; } = null!;

    /// <summary>Whether the tests need a portal that nobody has used: for settings of their own, or the first account.</summary>
    protected virtual bool HasOwnPortal => false;

    protected virtual BrowserNewContextOptions Window => new() { ViewportSize = new() { Width = 1440, Height = 900 } };

    public override async ValueTask InitializeAsync()
    {
        await chromium.BrowserAsync();
        if (!HasOwnPortal) _shared = await TestContext.Current.GetFixture<PortalFixture>();
        Portal = _shared is null ? await StartAsync() : await _shared.TakeAsync(Options, StartAsync);
        _context = await OpenAsync(Window);
        Page = await NewPageAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed && Page is not null) await TellWhatIsSeenAsync();
        foreach (var other in _others) await other.DisposeAsync();
        if (_context is not null) await _context.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        _offences.ShouldBeEmpty();
    }

    private protected override ValueTask ReleaseAsync(Portal portal) =>
        _shared is null ? base.ReleaseAsync(portal) : new ValueTask(_shared.ReturnAsync());

    protected override async Task<List<T>> RowsAsync<T>()
    {
        var rows = await base.RowsAsync<T>();
        if (_shared is not null) rows.RemoveAll(row => row is User { IsFirst: true });
        return rows;
    }

    protected Task<IPage> NewPageAsync() => NewPageAsync(_context!);

    /// <summary>The window of somebody else, who is not signed in.</summary>
    /// <param name="window">Null: like that of the test.</param>
    protected async Task<IPage> NewWindowAsync(BrowserNewContextOptions? window = null)
    {
        var other = await OpenAsync(window ?? Window);
        _others.Add(other);
        return await NewPageAsync(other);
    }

    // What a failure leaves on the page tells more than that something did not come.
    private async Task TellWhatIsSeenAsync()
    {
        try
        {
            var messages = await RowsAsync<Message>();
            var (isHidden, snapshot) = (
                await Page.EvaluateAsync<bool>("document.hidden"),
                await Page.Locator("body").AriaSnapshotAsync(new() { Timeout = 5_000 })
            );
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{Page.Url}, hidden: {isHidden}\n{snapshot}\n{_open}\nstored: "
                    + $"{string.Join(", ", messages.Select(m => $"{m.Status} {m.Text().Length}"))}"
            );
        }
        catch (PlaywrightException gone)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(gone.Message);
        }
    }

    private async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions window)
    {
        window.BaseURL = Portal.Address.ToString();
        var context = await (await chromium.BrowserAsync()).NewContextAsync(window);
        context.SetDefaultTimeout(60_000);
        _open.Watch(context);
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Portal.Address.ToString(), StringComparison.Ordinal)) _offences.Add($"asked {request.Url}");
        };
        return context;
    }

    private async Task<IPage> NewPageAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _offences.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) _offences.Add(message.Text);
        };
        return page;
    }

    /// <summary>Checks in each look that the page is no wider than the window, and its accessibility.</summary>
    protected async Task CheckLooksAsync(string state)
    {
        foreach (var (width, height, scheme) in Looks)
        {
            var look = $"{state} ({Page.Url}, {width} wide, {scheme})";
            await Page.SetViewportSizeAsync(width, height);
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var overflow = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            overflow.ShouldBeLessThanOrEqualTo(0, $"{look} is wider than the window");
            var result = await RunAxeAsync();
            result.Violations.Select(v => $"{look}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
        }
    }

    /// <summary>What the policy has refused so far, for a test that wants it to.</summary>
    protected IReadOnlyList<string> TakeOffences()
    {
        var offences = _offences.ToList();
        _offences.Clear();
        return offences;
    }

    // The tool styles what it measures, which the policy refuses: that is no offence of the page.
    private async Task<AxeResult> RunAxeAsync()
    {
        var before = _offences.ToList();
        var result = await Page.RunAxe(OnlyViolations);
        _offences.Clear();
        _offences.AddRange(before);
        return result;
    }

    /// <summary>Signs the administrator in, without a page.</summary>
    protected async Task SignInAsync()
    {
        using var root = _shared is null ? await Portal.RegisterRootAsync() : await Portal.RegisterAsync(Portal.RootName, UserRole.Root);
        await AddCookiesAsync(Page, root);
    }

    /// <summary>The window of a member, who is signed in.</summary>
    protected async Task<IPage> OpenMemberAsync(string name)
    {
        var page = await NewWindowAsync();
        using var member = await Portal.RegisterMemberAsync(name);
        await AddCookiesAsync(page, member);
        return page;
    }

    protected async Task AddCookiesAsync(IPage page, Visitor visitor)
    {
        var cookies = visitor
            .Cookies.GetAllCookies()
            .Select(c => new Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Url = Portal.Address.ToString(),
                HttpOnly = c.HttpOnly,
            });
        await page.Context.AddCookiesAsync(cookies);
    }

    protected async Task StartChatAsync(string message, string? model = null)
    {
        await Page.GotoAsync($"/chat/new?model={model}");
        await Page.GetByLabel("Message", new() { Exact = true }).FillAsync(message);
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();
    }

    /// <summary>Opens a chat of one exchange.</summary>
    protected async Task OpenChatAsync(string message)
    {
        await StartChatAsync(message);
        await WholeAsync(Answers.First);
    }

    // A window without a screen is never hidden, so the page is told that it is.
    protected async Task ShowAsync(bool isShown, IPage? page = null) => await (page ?? Page).EvaluateAsync(
        """
        (isShown) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => !isShown });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """,
        isShown);

    protected ILocator Answers => Page.Locator(".messages .message--answer");

    protected static Task WholeAsync(ILocator answer) =>
        Assertions.Expect(answer).Not.ToHaveAttributeAsync("aria-busy", "true", new() { Timeout = 60_000 });
}
