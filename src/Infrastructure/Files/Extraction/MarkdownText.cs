namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Markdown as it is written, in units that begin at headings.</summary>
internal static class MarkdownText
{
    public static void Read(string text, UnitWriter units)
    {
        var sections = new SectionUnits(units);
        var fence = "";
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var start = line.TrimStart(' ');
            fence = FenceAfter(start, fence);
            if (fence.Length == 0 && HeadingOf(start) is { Length: > 0 } heading) sections.HeadingLine(heading, line);
            else sections.Line(line);
        }

        sections.Flush();
    }

    // A fence ends with the characters that it began with.
    private static string FenceAfter(ReadOnlySpan<char> line, string fence)
    {
        if (fence.Length > 0) return line.StartsWith(fence) ? "" : fence;
        if (line.StartsWith("```")) return "```";
        return line.StartsWith("~~~") ? "~~~" : "";
    }

    private static string HeadingOf(ReadOnlySpan<char> line)
    {
        var level = line.IndexOfAnyExcept('#');
        return level is >= 1 and <= 6 && line[level] == ' ' ? line[level..].Trim(" #").ToString() : "";
    }
}
