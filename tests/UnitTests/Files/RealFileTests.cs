using System.Text;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

/// <summary>Files that other programs made, each beside the text that a reader of it expects.</summary>
public sealed class RealFileTests
{
    private const string Ending = ".expected.txt";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Files", "Real");

    public static TheoryData<string> Names =>
    [
        .. Directory.GetFiles(Folder, "*" + Ending)
            .Select(file => Path.GetFileName(file)[..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_is_what_a_reader_sees(string name)
    {
        var file = Path.Combine(Folder, name);

        var text = Written(Extracted.Of(File.ReadAllBytes(file), Path.GetExtension(name)));

        // To compare with, and to copy once it is right.
        File.WriteAllText(file + ".actual.txt", text);
        text.ShouldBe(File.ReadAllText(file + Ending));
    }

    [Fact]
    public void Every_file_has_an_expected_text()
    {
        string[] others = [".expected.txt", ".actual.txt"];
        var files = Directory.GetFiles(Folder).Where(file => !others.Any(file.EndsWith)).Select(file => Path.GetFileName(file)!);

        files.Order(StringComparer.Ordinal).ShouldBe(Names.Select(row => row.Data));
    }

    // The kind, then each unit after a line with its number and its label, and at last what could not be read.
    private static string Written(Extracted read)
    {
        var text = new StringBuilder();
        if (read.Kind is { } kind) text.Append(kind).Append('\n');
        foreach (var unit in read.Units) text.Append($"--- {unit.Number} {unit.Label}\n{unit.Text}\n");
        foreach (var reason in read.Unreadable) text.Append($"--- unreadable {reason}\n");
        if (read.Failure is { } failure) text.Append($"--- refused {failure}\n");
        return text.ToString();
    }
}
