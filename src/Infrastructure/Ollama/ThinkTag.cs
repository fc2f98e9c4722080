using System.Text.RegularExpressions;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>The tags that models put around reasoning in their text.</summary>
internal static partial class ThinkTag
{
    public const int MaxLength = 12;

    public static readonly string[] Names = ["think", "thinking", "reasoning", "thought"];

    [GeneratedRegex("</?(think|thinking|reasoning|thought)>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Pattern();

    /// <summary>False for a tag in code, in a sentence or that opens.</summary>
    /// <param name="before">The answer up to the tag.</param>
    public static bool ClosesReasoning(Match tag, ReadOnlySpan<char> before)
    {
        if (tag.ValueSpan[1] != '/' || IsInFence(before)) return false;
        var line = before[(before.LastIndexOf('\n') + 1)..];
        if (line.Count('`') % 2 != 0) return false;

        // In a sentence about the tag, a space or a quotation mark precedes it.
        if (line.IsWhiteSpace()) return true;
        return char.IsLetterOrDigit(line[^1]) || ".!?:;。！？：；)]*".Contains(line[^1], StringComparison.Ordinal);
    }

    private static bool IsInFence(ReadOnlySpan<char> text)
    {
        var fence = "";
        foreach (var line in text.EnumerateLines())
        {
            var start = line.TrimStart();
            if (fence.Length > 0)
            {
                if (start.StartsWith(fence, StringComparison.Ordinal) && start.TrimEnd().Trim(fence[0]).IsEmpty) fence = "";
            }
            else if (start.StartsWith("```", StringComparison.Ordinal) || start.StartsWith("~~~", StringComparison.Ordinal))
            {
                var end = start.IndexOfAnyExcept(start[0]);
                fence = (end < 0 ? start : start[..end]).ToString();
            }
        }

        return fence.Length > 0;
    }
}
