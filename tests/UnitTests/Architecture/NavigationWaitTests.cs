using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

public sealed class NavigationWaitTests
{
    /// <summary>Playwright's <c>WaitForURLAsync</c> waits in vain for a navigation that ends while it begins to listen. Arrival.cs looks at
    /// the page instead.</summary>
    [Fact]
    public void No_browser_test_listens_for_a_navigation()
    {
        var folder = Path.Combine(RootOf(AppContext.BaseDirectory), "tests", "IntegrationTests", "Browser");
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);

        files.Length.ShouldBeGreaterThan(20);
        files.Where(file => File.ReadAllText(file).Contains(".WaitForURLAsync(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
