using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Math within a paragraph, a heading or a table's cell.</summary>
/// <param name="source">LaTeX with its delimiters.</param>
internal sealed class MathSpan(string source, bool isDisplay) : LeafInline
{
    public string Source => source;

    public bool IsDisplay => isDisplay;
}
