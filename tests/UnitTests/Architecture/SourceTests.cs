using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

/// <summary>What neither the compiler nor <c>dotnet format whitespace</c> checks in the sources.</summary>
public sealed class SourceTests
{
    private static readonly string[] Folders = ["src", "tests", "benchmarks"];
    private static readonly char Slash = Path.DirectorySeparatorChar;

    [Fact]
    public void Using_directives_are_sorted_with_System_first()
    {
        var root = RootOf(AppContext.BaseDirectory);
        var files = Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Slash}obj{Slash}", StringComparison.Ordinal))
            .ToList();
        files.Count.ShouldBeGreaterThan(300);

        files.Where(file => !IsSorted(Namespaces(File.ReadLines(file)))).ShouldBeEmpty();
    }

    private static List<string> Namespaces(IEnumerable<string> lines) =>
        [
            .. lines
                .TakeWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal))
                .Where(line =>
                    line.StartsWith("using ", StringComparison.Ordinal)
                    && !line.Contains('=')
                    && !line.StartsWith("using static ", StringComparison.Ordinal)
                )
                .Select(line => line["using ".Length..].TrimEnd(';')),
        ];

    private static bool IsSorted(List<string> namespaces)
    {
        var sorted = namespaces
            .OrderBy(name => name.Split('.')[0] != nameof(System))
            .ThenBy(name => name.Replace('.', '\u0001'), StringComparer.OrdinalIgnoreCase);
        return namespaces.SequenceEqual(sorted);
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
