using Markdig.Parsers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Code blocks. Models put Markdown with code blocks into a fence of the same length: inside, a fence with a language opens an
/// inner block, and the next fence without one closes it.</summary>
internal sealed class FenceParser : FencedCodeBlockParser
{
    private static readonly string[] MarkdownNames = ["markdown", "md", "mdx"];

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var outer = (FencedCodeBlock)block;
        if (!MarkdownNames.Contains(outer.Info, StringComparer.OrdinalIgnoreCase) || processor.IsCodeIndent)
            return base.TryContinue(processor, block);

        var line = processor.Line.AsSpan();
        var end = line.IndexOfAnyExcept(outer.FencedChar);
        var length = end < 0 ? line.Length : end;
        if (length < outer.OpeningFencedCharCount) return base.TryContinue(processor, block);

        var inner = InnerFences(outer);
        var info = line[length..].Trim();
        if (!info.IsEmpty && !info.Contains(outer.FencedChar)) inner.Push(length);
        if (!info.IsEmpty || inner.Count == 0) return base.TryContinue(processor, block);

        // Base would end the outer block here.
        if (length >= inner.Peek()) inner.Pop();
        processor.GoToColumn(processor.ColumnBeforeIndent);
        return BlockState.Continue;
    }

    // Lengths of the open inner fences.
    private static Stack<int> InnerFences(Block outer)
    {
        if (outer.GetData(typeof(FenceParser)) is Stack<int> fences) return fences;
        fences = new Stack<int>();
        outer.SetData(typeof(FenceParser), fences);
        return fences;
    }
}
