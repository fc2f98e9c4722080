using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>
/// The end of a growing text, rendered. CommonMark reads lines from top to bottom, so once a second top-level block has begun
/// the first can no longer change: all blocks but the last are finished, and only the last is ever rendered again.
/// </summary>
/// <param name="Finished">HTML of the blocks that will not change.</param>
/// <param name="OpenStart">Where in the text the last block begins; what stands before need not be kept.</param>
/// <param name="OpenHtml">HTML of the last block; null when nothing shows yet.</param>
/// <param name="Carry">The white space at the end of the text that <paramref name="OpenHtml"/> does not show but what comes next needs.</param>
/// <param name="Fence">What would close the last block, when it is a code block that new text simply continues.</param>
internal sealed record TailRendering(IReadOnlyList<string> Finished, int OpenStart, string? OpenHtml, string Carry, string? Fence)
{
    public static TailRendering Of(string tail)
    {
        if (string.IsNullOrWhiteSpace(tail)) return new TailRendering([], 0, null, tail, null);
        if (MarkdigMarkdown.Parse(tail) is not { } document)
            return new TailRendering([], 0, CodeBlockHtml.Write("", tail), "", null);

        var blocks = MarkdigMarkdown.TopLevel(document).ToList();
        if (blocks.Count == 0) return new TailRendering([], 0, null, "", null);

        var last = blocks[^1];
        var start = tail.LastIndexOf('\n', Math.Max(0, last.Span.Start - 1)) + 1;
        var finished = blocks.SkipLast(1).Select(block => MarkdigMarkdown.Render(block, tail)).ToList();
        if (OpenCode(last, tail, start) is { } code)
            return new TailRendering(finished, start, CodeBlockHtml.Write(code.Info, tail[code.Start..]), "", code.Fence);

        return new TailRendering(finished, start, MarkdigMarkdown.Render(last, tail), tail[tail.TrimEnd().Length..], null);
    }

    /// <summary>Whether a line of <paramref name="text"/> is, or may become, the end of a code block.</summary>
    /// <param name="text">New text; its first line may be the rest of one.</param>
    public static bool MayClose(string text, string fence) =>
        text.Split('\n').Any(line => line.AsSpan().TrimStart(' ') is var rest && rest.Length > 0
            && (rest.StartsWith(fence) || fence.AsSpan().StartsWith(rest.TrimEnd())));

    // A fence at the margin whose first line is complete: from there on every character is code, as it stands.
    private static (string? Info, int Start, string Fence)? OpenCode(Block block, string tail, int start)
    {
        if (block is not FencedCodeBlock { ClosingFencedCharCount: 0 } fenced || tail[start] != fenced.FencedChar) return null;
        var lineEnd = tail.IndexOf('\n', start);
        return lineEnd < 0 ? null : (fenced.Info, lineEnd + 1, new string(fenced.FencedChar, fenced.OpeningFencedCharCount));
    }
}
