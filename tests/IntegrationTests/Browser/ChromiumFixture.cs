using ChatAi.Testing;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(ChatAi.IntegrationTests.Browser.PlaywrightFixture))]

namespace ChatAi.IntegrationTests.Browser;

/// <summary>What the chains of browser tests share: the driver, and this program's turn with the machine's network while one of them
/// runs.</summary>
public sealed class PlaywrightFixture : IDisposable
{
    // State is waited for as long as a busy machine may take.
    private const int Timeout = 60_000;

    private readonly SemaphoreSlim _starting = new(1);
    private MachineNetwork? _network;
    private IPlaywright? _playwright;
    private int _users;

    /// <summary>To be followed by <see cref="EndAsync"/>.</summary>
    public async Task<IPlaywright> StartAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _users++;
            _network ??= await MachineNetwork.TakeAsync(TestContext.Current.CancellationToken);
            Assertions.SetDefaultExpectTimeout(Timeout);
            return _playwright ??= await Playwright.CreateAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Lets container tests have the network once no chain needs it.</summary>
    public async Task EndAsync()
    {
        await _starting.WaitAsync(CancellationToken.None);
        try
        {
            _users--;
            if (_users > 0) return;
            _network?.Dispose();
            _network = null;
        }
        finally
        {
            _starting.Release();
        }
    }

    public void Dispose()
    {
        _playwright?.Dispose();
        _network?.Dispose();
        _starting.Dispose();
    }
}

/// <summary>One Chromium for a chain of tests. Without one they skip, unless CHATAI_REQUIRE_BROWSER=1 makes that a failure.</summary>
public sealed class ChromiumFixture(PlaywrightFixture playwright) : IAsyncDisposable
{
    private const string Missing =
        "There is no Chromium on this machine. Install one (Debian: apt-get install chromium-headless-shell) or name it in "
            + "CHATAI_CHROMIUM.";

    private static readonly string[] Places =
    [
        "/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private IBrowser? _browser;
    private bool _isStarted;

    /// <summary>The browser's program. Skips or fails the test where there is none.</summary>
    public static string RequirePath()
    {
        var path = Environment.GetEnvironmentVariable("CHATAI_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (path is not null) return path;
        if (Environment.GetEnvironmentVariable("CHATAI_REQUIRE_BROWSER") == "1") Assert.Fail(Missing);
        Assert.Skip(Missing);
        return "";
    }

    /// <summary>The tests of a chain come one after another, so nobody else asks meanwhile.</summary>
    public async Task<IBrowser> BrowserAsync()
    {
        if (_browser is not null) return _browser;
        var path = RequirePath();
        var driver = await playwright.StartAsync();
        _isStarted = true;
        return _browser = await driver.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = path,
                // The sandbox cannot be had as root; the rest keeps the browser from asking for hosts of its own.
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_isStarted) await playwright.EndAsync();
    }
}
