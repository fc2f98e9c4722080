using System.Text;
using ChatAi.Application.Answers;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>CommonMark with tables, task lists, bare links, math and hard line breaks. Raw HTML is shown as text, except <c>&lt;br&gt;</c>.
/// Links go to http, https or mailto only, and images are linked, not loaded: a model's text must not make a browser fetch
/// anything.</summary>
internal sealed class MarkdigMarkdown : IMarkdown
{
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    private static readonly MarkdownParserContext OpenText = new();

    public IReadOnlyList<string> RenderBlocks(string markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown)) return [];
        if (Parse(markdown) is not { } document) return [CodeBlockHtml.Write("", markdown)];
        var html = new BlockHtml(markdown);
        return [.. BlockHtml.Children(document).Select(block => html.Of(block))];
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables(new PipeTableOptions { RequireHeaderSeparator = true, UseHeaderForColumnCount = true })
            .UseTaskLists()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseSoftlineBreakAsHardlineBreak();
        builder.BlockParsers.Replace<QuoteBlockParser>(new QuoteParser());
        builder.BlockParsers.Replace<ListBlockParser>(new ListParser());
        builder.BlockParsers.Replace<ParagraphBlockParser>(new ParagraphParser());
        builder.BlockParsers.Replace<FencedCodeBlockParser>(new FenceParser());
        builder.BlockParsers.Insert(0, new MathBlockParser());
        builder.InlineParsers.Insert(0, new AddressParser());
        builder.InlineParsers.InsertBefore<AutolinkInlineParser>(new BreakTagParser());
        builder.InlineParsers.InsertBefore<EscapeInlineParser>(new MathSpanParser());
        builder.InlineParsers.Replace<LinkInlineParser>(new LinkParser());
        builder.InlineParsers.Replace<EmphasisInlineParser>(new EmphasisParser());
        builder.InlineParsers.Replace<CodeInlineParser>(new CodeSpanParser());
        return builder.Build();
    }

    /// <returns>Null when the text nests deeper than the parser follows.</returns>
    internal static MarkdownDocument? Parse(string markdown, bool isOpen = false)
    {
        try
        {
            return Markdig.Markdown.Parse(markdown, Pipeline, isOpen ? OpenText : null);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    internal static bool IsOpen(BlockProcessor processor) => ReferenceEquals(processor.Context, OpenText);

    /// <summary>For leaf blocks; <see cref="BlockHtml"/> combines them.</summary>
    internal static HtmlRenderer Renderer(StringBuilder html)
    {
        var renderer = new HtmlRenderer(new StringWriter(html));
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeBlockHtml());
        renderer.ObjectRenderers.Replace<CodeInlineRenderer>(new CodeSpanHtml());
        renderer.ObjectRenderers.Add(new BreakTagHtml());
        renderer.ObjectRenderers.Add(new MathSpanHtml());
        renderer.ObjectRenderers.Add(new MathBlockHtml());
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new LinkHtml());
        renderer.ObjectRenderers.Replace<AutolinkInlineRenderer>(new AutolinkHtml());
        return renderer;
    }
}
