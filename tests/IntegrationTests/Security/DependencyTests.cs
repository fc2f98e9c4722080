using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

[Trait("Security", "50")]
public sealed partial class DependencyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task No_package_of_NuGet_is_known_to_be_vulnerable()
    {
        // --no-restore: what is asked about is what was built.
        var (code, said) = await RunAsync(
            "dotnet",
            "list src/WebUI/WebUI.csproj package --vulnerable --include-transitive --no-restore --format json"
        );
        Assert.SkipUnless(code == 0 && said.StartsWith('{'), $"The package source does not tell what is vulnerable: {First(said)}");

        Vulnerable().Matches(said).Select(m => m.Value).ShouldBeEmpty(said);
    }

    [Fact]
    public async Task No_package_of_npm_is_known_to_be_vulnerable()
    {
        var (_, said) = await RunAsync("npm", "audit --json --package-lock-only --prefix src/WebUI");
        Assert.SkipUnless(
            said.Contains("\"vulnerabilities\"", StringComparison.Ordinal),
            $"npm does not tell what is vulnerable: {First(said)}"
        );

        JsonDocument
            .Parse(said)
            .RootElement.GetProperty("metadata")
            .GetProperty("vulnerabilities")
            .GetProperty("total")
            .GetInt32()
            .ShouldBe(0, said);
    }

    /// <summary>
    /// NuGet takes the lowest version that is allowed and no version ever changes, so exact versions lead to the same packages each time.
    /// A lock file of its own would differ by the runtime that is published for.
    /// </summary>
    [Fact]
    public void Every_version_is_exact_and_stands_in_one_place()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").ToList();
        versions.Count.ShouldBeGreaterThan(10);
        versions.ShouldAllBe(v => Exact().IsMatch(v.Attribute("Version")!.Value));
        foreach (var project in Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories))
            XDocument
                .Load(project)
                .Descendants("PackageReference")
                .ShouldAllBe(p => p.Attribute("Version") == null && p.Attribute("VersionOverride") == null);
    }

    [Fact]
    public void Every_package_of_npm_is_locked_by_its_content()
    {
        var wanted = JsonDocument.Parse(Repository.Read("src/WebUI/package.json")).RootElement.GetProperty("dependencies");
        var packages = JsonDocument.Parse(Repository.Read("src/WebUI/package-lock.json")).RootElement.GetProperty("packages");

        foreach (var package in wanted.EnumerateObject())
            packages.GetProperty($"node_modules/{package.Name}").GetProperty("version").GetString().ShouldBe(package.Value.GetString());
        foreach (var package in packages.EnumerateObject().Where(p => p.Name.Length > 0))
            package.Value.GetProperty("integrity").GetString()!.ShouldStartWith("sha512-");
        Repository.Read("Dockerfile").ShouldContain("npm ci --ignore-scripts");
    }

    [Fact]
    public async Task A_bill_of_materials_names_what_the_portal_is_made_of()
    {
        var (code, said) = await RunAsync("node", ".ci/sbom.mjs");
        Assert.SkipWhen(code == NotThere, "There is no Node.js.");

        code.ShouldBe(0, said);
        var bill = JsonDocument.Parse(said).RootElement;
        bill.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        var components = bill.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("purl").GetString()!).ToList();
        components.ShouldBeUnique();
        components.ShouldContain(p => p.StartsWith("pkg:nuget/Markdig@", StringComparison.Ordinal));
        components.ShouldContain(p => p.StartsWith("pkg:npm/%40highlightjs/cdn-assets@", StringComparison.Ordinal));
    }

    private const int NotThere = 127;

    private static async Task<(int Code, string Said)> RunAsync(string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                var wrong = process.StandardError.ReadToEndAsync(patience.Token);
                var said = await process.StandardOutput.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                return (process.ExitCode, said.Length > 0 ? said : await wrong);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return (NotThere, "it did not answer within a minute");
            }
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (NotThere, missing.Message);
        }
    }

    private static string First(string said) => said.Length <= 200 ? said.Trim() : $"{said[..200].Trim()}…";

    [GeneratedRegex("\"advisoryurl\": *\"[^\"]*\"", RegexOptions.IgnoreCase)]
    private static partial Regex Vulnerable();

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[a-z]+\.\d+)?$")]
    private static partial Regex Exact();
}
