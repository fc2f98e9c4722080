using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

public sealed class ThirdPartyNoticesTests
{
    private readonly ThirdPartyNotices _notices = new(RootOf(AppContext.BaseDirectory));

    [Fact]
    public void Every_package_that_is_published_is_named_with_its_version()
    {
        if (Environment.GetEnvironmentVariable("CHATAI_WRITE_DOCS") == "1")
            File.WriteAllText(_notices.Path, _notices.Update(File.ReadAllText(_notices.Path)));

        var document = File.ReadAllText(_notices.Path);
        var packages = _notices.NuGetPackages().Concat(_notices.NpmPackages()).ToList();

        packages.Count.ShouldBeGreaterThan(50);
        packages.Where(package => !document.Contains(package.Row, StringComparison.Ordinal)).ShouldBeEmpty(
            $"Run this test once with CHATAI_WRITE_DOCS=1 to update {ThirdPartyNotices.File}.");
    }

    [Fact]
    public void Tools_of_the_build_are_not_published()
    {
        var names = _notices.NuGetPackages().Select(package => package.Name).ToList();

        names.ShouldContain("Microsoft.EntityFrameworkCore");
        names.ShouldNotContain("Microsoft.EntityFrameworkCore.Design");
        names.ShouldNotContain(name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
