using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

public sealed class NavigationWaitTests
{
    /// <summary>Playwright's <c>WaitForURLAsync</c> waits in vain for a navigation that ends while it begins to listen. Arrival.cs looks at
    /// the page instead.</summary>
    [Fact]
    public void Nothing_that_drives_a_browser_listens_for_a_navigation()
    {
        var root = RootOf(AppContext.BaseDirectory);
        string[] folders = [Path.Combine(root, "tests", "IntegrationTests", "Browser"), Path.Combine(root, "benchmarks")];
        var files = folders.SelectMany(folder => Directory.GetFiles(folder, "*.cs")).ToList();

        files.Count.ShouldBeGreaterThan(20);
        files.Where(file => File.ReadAllText(file).Contains(".WaitForURLAsync(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
