using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatAi.Testing;
using OpenQA.Selenium;
using OpenQA.Selenium.Firefox;
using OpenQA.Selenium.Remote;
using Xunit;

namespace ChatAi.IntegrationTests.Engines;

/// <summary>A window of a browser that speaks WebDriver, without a screen.</summary>
internal sealed class BrowserEngine : IAsyncDisposable
{
    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/usr/lib/firefox-esr"];

    private readonly Stack<Process> _processes = [];

    private BrowserEngine()
    {
    }

    public IWebDriver Window { get; private set; } = null!;

    /// <summary>Debian's <c>webkit2gtk-driver</c> with <c>xvfb</c>. Skips the test where they are missing, unless CHATAI_REQUIRE_BROWSER=1
    /// makes that a failure.</summary>
    public static async Task<BrowserEngine> WebKitAsync()
    {
        const string Missing = "There is no WebKit on this machine (Debian: apt-get install webkit2gtk-driver xvfb).";
        var (driver, screen) = (Find("WebKitWebDriver"), Find("Xvfb"));
        var browser = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu")
            .Select(folder => Path.Combine(folder, "webkit2gtk-4.1", "MiniBrowser"))
            .FirstOrDefault(File.Exists);
        if (driver is null || screen is null || browser is null)
        {
            if (Environment.GetEnvironmentVariable("CHATAI_REQUIRE_BROWSER") == "1") Assert.Fail(Missing);
            Assert.Skip(Missing);
        }

        var engine = new BrowserEngine();
        var display = await engine.StartScreenAsync(screen);
        return await engine.ConnectAsync(driver, port => [$"--port={port}"], new WebKitOptions(browser), display);
    }

    /// <summary>Firefox with <c>geckodriver</c>, which Debian does not have. Skips the test where one of them is missing.</summary>
    public static Task<BrowserEngine> FirefoxAsync()
    {
        var (driver, browser) = (Find("geckodriver"), Find("firefox-esr") ?? Find("firefox"));
        if (driver is null || browser is null) Assert.Skip("There is no Firefox with geckodriver on this machine.");
        var options = new FirefoxOptions { BinaryLocation = browser };
        options.AddArgument("-headless");
        return new BrowserEngine().ConnectAsync(driver, port => ["--port", $"{port}"], options, display: null);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            Window?.Quit();
        }
        finally
        {
            while (_processes.TryPop(out var process))
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }
        }
    }

    private async Task<BrowserEngine> ConnectAsync(
        string driver, Func<int, string[]> arguments, DriverOptions options, string? display)
    {
        try
        {
            var port = FreePort.Next();
            var start = new ProcessStartInfo(driver, arguments(port));
            if (display is not null) start.Environment["DISPLAY"] = display;
            _processes.Push(Process.Start(start)!);
            await ListenAsync(port);
            Window = new RemoteWebDriver(new Uri($"http://127.0.0.1:{port}"), options.ToCapabilities(), TimeSpan.FromMinutes(2));
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    // Picks a free display itself, and writes its number once it is ready.
    private async Task<string> StartScreenAsync(string program)
    {
        string[] arguments = ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"];
        var screen = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        _processes.Push(screen);
        return $":{await screen.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)}";
    }

    private static async Task ListenAsync(int port)
    {
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private sealed class WebKitOptions : DriverOptions
    {
        private static readonly string[] Arguments = ["--automation"];

        private readonly string _browser;

        public WebKitOptions(string browser)
        {
            _browser = browser;
            BrowserName = "MiniBrowser";
        }

        public override void AddAdditionalOption(string optionName, object optionValue) => throw new NotSupportedException();

        public override ICapabilities ToCapabilities()
        {
            var capabilities = GenerateDesiredCapabilities(isSpecificationCompliant: true);
            capabilities.SetCapability(
                "webkitgtk:browserOptions",
                new Dictionary<string, object> { ["binary"] = _browser, ["args"] = Arguments });
            return capabilities.AsReadOnly();
        }
    }
}
