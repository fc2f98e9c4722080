using ChatAi.Application.Answers;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>
/// CommonMark with tables, task lists and bare links. Raw HTML is shown as text, a link goes to http, https or mailto only,
/// and an image is never loaded but linked: a model's text must not make a browser fetch anything.
/// </summary>
internal sealed class MarkdigMarkdown : IMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables(new PipeTableOptions { RequireHeaderSeparator = true })
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    public IReadOnlyList<string> RenderBlocks(string markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown)) return [];
        var document = Parse(markdown);
        return document is null ? [CodeBlockHtml.Write("", markdown)] : [.. TopLevel(document).Select(block => Render(block, markdown))];
    }

    /// <returns>Null when the text nests deeper than the parser follows.</returns>
    internal static MarkdownDocument? Parse(string markdown)
    {
        try
        {
            return Markdig.Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The blocks that show; link definitions do not.</summary>
    internal static IEnumerable<Block> TopLevel(MarkdownDocument document) => document.Where(b => b is not LinkReferenceDefinitionGroup);

    /// <param name="source">The text that the block was parsed from; shown as it stands where it cannot be rendered.</param>
    internal static string Render(Block block, string source)
    {
        try
        {
            return Render(block);
        }
        catch (ArgumentException)
        {
            // Inlines, too, may nest deeper than the renderer follows.
            return CodeBlockHtml.Write("", source[block.Span.Start..Math.Min(source.Length, block.Span.End + 1)]);
        }
    }

    private static string Render(Block block)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeBlockHtml());
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new TableHtml());
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new LinkHtml());
        renderer.ObjectRenderers.Replace<AutolinkInlineRenderer>(new AutolinkHtml());
        renderer.Render(block);
        return writer.ToString().TrimEnd('\n');
    }
}
