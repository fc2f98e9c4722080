using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

public sealed class LineLengthTests
{
    private const int MaxLength = 140;

    private static readonly string[] Folders = ["src", "tests", "benchmarks"];

    private static readonly string[] Patterns = ["*.cs", "*.js", "*.css"];

    private static readonly string[] Generated = ["bin", "bundle", "obj", "lib", "Migrations", "node_modules", "recorded"];

    // Literals that cannot be wrapped: recorded messages, regular expressions and texts.
    private static readonly string[] Exceptions =
    [
        "tests/IntegrationTests/Browser/MathPageTests.cs",
        "tests/IntegrationTests/Browser/Screenshots.cs",
        "tests/IntegrationTests/Security/ErrorTests.cs",
        "tests/IntegrationTests/Security/NaughtyStringTests.cs",
        "tests/OllamaSimulator/Chat/ChatGuard.cs",
        "tests/OllamaSimulator/Chat/ContextWindow.cs",
        "tests/UnitTests/Answers/MarkdigMarkdownTests.cs",
        "tests/UnitTests/Import/LegacyFixture.cs",
        "tests/UnitTests/Import/TornFileTests.cs",
        "tests/UnitTests/Ollama/ChatLineTests.cs",
        "tests/UnitTests/Ollama/OllamaChatTests.cs",
    ];

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        var root = RootOf(AppContext.BaseDirectory);
        var files = Folders
            .SelectMany(folder => Patterns.SelectMany(pattern =>
                Directory.EnumerateFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !file.Split('/').Any(Generated.Contains))
            .ToList();
        files.Count.ShouldBeGreaterThan(400);

        var tooLong = files.Where(file => File.ReadLines(Path.Combine(root, file)).Any(line => line.Length > MaxLength));

        tooLong.Except(Exceptions).ShouldBeEmpty();
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
