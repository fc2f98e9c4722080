using Markdig.Parsers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Display math on lines of its own, which would otherwise be read as lists, headings and line breaks.</summary>
internal sealed class MathBlock(BlockParser parser, string opening) : LeafBlock(parser)
{
    public string Opening => opening;

    public bool IsClosed { get; set; }
}
