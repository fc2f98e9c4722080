using System.ComponentModel;
using System.Diagnostics;
using System.Xml.Linq;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Scripts;

/// <summary>Node.js, as far as it is there.</summary>
internal static class Node
{
    private const string Missing = "There is no Node.js 20 or newer with npm on this machine, so the unit tests of the scripts do not run.";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private static readonly SemaphoreSlim Installing = new(1);

    private static string Folder => Path.Combine(Repository.Root, "tests/ScriptTests");

    /// <summary>Skips the test where Node.js is missing, unless CHATAI_REQUIRE_BROWSER=1 makes that a failure.</summary>
    public static async Task RequireAsync()
    {
        if (await HasNodeAsync()) return;
        if (Environment.GetEnvironmentVariable("CHATAI_REQUIRE_BROWSER") == "1") Assert.Fail(Missing);
        Assert.Skip(Missing);
    }

    /// <returns>A line for each test that failed, with its reason.</returns>
    public static async Task<IReadOnlyList<string>> TestAsync(CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        var report = Path.Combine(Folder, "recorded", "report.xml");
        // As npm test does it, but with a report that can be read.
        string[] reporting = ["--test-reporter=junit", $"--test-reporter-destination={report}"];
        var (exitCode, output) = await RunAsync(
            "node", ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", .. reporting, "all.js"], cancellationToken);
        var tests = XDocument.Load(report).Descendants("testcase").ToList();
        var failures = tests
            .Where(test => test.Element("failure") is not null)
            .Select(test => $"{test.Attribute("name")?.Value}: {test.Element("failure")!.Value.Trim()}")
            .ToList();
        if (failures.Count == 0 && exitCode != 0) failures.Add($"node ended with exit code {exitCode}: {output}");
        tests.Count.ShouldBeGreaterThan(0, output);
        TestContext.Current.TestOutputHelper?.WriteLine($"{tests.Count} tests of the scripts");
        return failures;
    }

    /// <summary>A file of a package that the tests install.</summary>
    public static async Task<string> ReadPackageAsync(string path, CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(Folder, "node_modules", path), cancellationToken);
    }

    /// <returns>The value of an expression of JavaScript that may use the packages of these tests.</returns>
    public static async Task<string> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        var (exitCode, output) = await RunAsync("node", ["--print", expression], cancellationToken);
        exitCode.ShouldBe(0, output);
        return output;
    }

    private static async Task<bool> HasNodeAsync()
    {
        try
        {
            var (exitCode, version) = await RunAsync("node", ["--version"], TestContext.Current.CancellationToken);
            return exitCode == 0 && Version.TryParse(version.Trim().TrimStart('v'), out var known) && known.Major >= 20;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    // npm writes its own copy of the lock file last.
    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        await Installing.WaitAsync(cancellationToken);
        try
        {
            await InstallOnceAsync(cancellationToken);
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task InstallOnceAsync(CancellationToken cancellationToken)
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules/.package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        var (exitCode, output) = await RunAsync(
            "npm",
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cancellationToken
        );
        exitCode.ShouldBe(0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program,
        string[] arguments,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
