using System.ComponentModel;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Scripts;

/// <summary>Node.js, as far as it is there.</summary>
internal static class Node
{
    private const string Missing = "There is no Node.js 20 or newer with npm on this machine, so the tests that need it do not run.";

    private static readonly NodeFolder Folder = new("tests/ScriptTests");

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
        await Folder.InstallAsync(cancellationToken);
        var report = Folder.File("recorded/report.xml");
        // As npm test does it, but with a report that can be read.
        string[] reporting = ["--test-reporter=junit", $"--test-reporter-destination={report}"];
        var (exitCode, output) = await Folder.RunAsync(
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
        await Folder.InstallAsync(cancellationToken);
        return await File.ReadAllTextAsync(Folder.File($"node_modules/{path}"), cancellationToken);
    }

    /// <returns>The value of an expression of JavaScript that may use the packages of these tests.</returns>
    public static async Task<string> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        await Folder.InstallAsync(cancellationToken);
        var (exitCode, output) = await Folder.RunAsync("node", ["--print", expression], cancellationToken);
        exitCode.ShouldBe(0, output);
        return output;
    }

    private static async Task<bool> HasNodeAsync()
    {
        try
        {
            var (exitCode, version) = await Folder.RunAsync("node", ["--version"], TestContext.Current.CancellationToken);
            return exitCode == 0 && Version.TryParse(version.Trim().TrimStart('v'), out var known) && known.Major >= 20;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
