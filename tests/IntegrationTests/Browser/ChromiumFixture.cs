using ChatAi.Testing;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(ChatAi.IntegrationTests.Browser.ChromiumFixture))]

namespace ChatAi.IntegrationTests.Browser;

/// <summary>One Chromium for all tests. Without one they skip, unless CHATAI_REQUIRE_BROWSER=1 makes that a failure.</summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    private const string Missing =
        "There is no Chromium on this machine. Install one (Debian: apt-get install chromium) or name it in CHATAI_CHROMIUM.";

    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    // What a page comes to is waited for as long as a busy machine may take.
    private const int Patience = 60_000;

    private readonly SemaphoreSlim _starting = new(1);
    private MachineNetwork? _network;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task<IBrowser> BrowserAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHATAI_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            if (Environment.GetEnvironmentVariable("CHATAI_REQUIRE_BROWSER") == "1") Assert.Fail(Missing);
            Assert.Skip(Missing);
        }

        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _network ??= await MachineNetwork.TakeAsync(TestContext.Current.CancellationToken);
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                // The sandbox cannot be had as root; the rest keeps the browser from asking for hosts of its own.
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _network?.Dispose();
        _starting.Dispose();
    }
}
