using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A fence at the margin whose first line is complete: from there on every character is code, as it stands.</summary>
/// <param name="Fence">What closes it.</param>
internal sealed partial record OpenCode(string Html, string Fence)
{
    public static OpenCode? In(Block block, string text)
    {
        var start = text.LineStart(block);
        if (block is not FencedCodeBlock { ClosingFencedCharCount: 0 } code || text[start] != code.FencedChar) return null;
        var lineEnd = text.IndexOf('\n', start);
        return lineEnd < 0 ? null : new OpenCode(CodeBlockHtml.Write(code.Info, text[(lineEnd + 1)..]), new string(code.FencedChar, code.OpeningFencedCharCount));
    }

    /// <summary>Whether one of the whole lines in a text ends the code.</summary>
    public static bool IsClosedIn(ReadOnlySpan<char> lines, string fence)
    {
        foreach (var match in Closing().EnumerateMatches(lines))
        {
            if (lines.Slice(match.Index, match.Length).Trim().StartsWith(fence)) return true;
        }

        return false;
    }

    [GeneratedRegex(@"^ {0,3}(?:`{3,}|~{3,})[ \t]*\r?\n", RegexOptions.Multiline)]
    private static partial Regex Closing();
}
