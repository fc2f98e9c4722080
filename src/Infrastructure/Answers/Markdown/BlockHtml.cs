using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>The HTML of the blocks of one text. Each child of a container is one element that does not depend on what follows, so a growing
/// list only gains children. That is why tight lists have paragraphs, too.</summary>
/// <param name="source">The parsed text, shown as is where a block cannot be rendered.</param>
internal sealed class BlockHtml(string source)
{
    // Creating a renderer costs as much as rendering a paragraph.
    [ThreadStatic]
    private static HtmlWriter? s_writer;

    /// <summary>The visible children of a container, without link definitions and table heads.</summary>
    public static List<Block> Children(ContainerBlock container)
    {
        // Called too often for LINQ.
        var children = new List<Block>(container.Count);
        foreach (var child in container)
        {
            var isShown = child is not (LinkReferenceDefinitionGroup or TableRow { IsHeader: true }) && !ParagraphParser.IsEmpty(child);
            if (isShown) children.Add(child);
        }

        return children;
    }

    /// <summary>Whether a blank line precedes a list item.</summary>
    public bool IsLoose(IReadOnlyList<Block> children, int index)
    {
        if (index == 0 || children[index] is not ListItemBlock item) return false;
        var from = Math.Max(0, children[index - 1].Span.End);
        var length = item.Span.Start - from;
        return length > 0 && source.AsSpan(from, length).Count('\n') > 1;
    }

    public string Of(Block block, bool isLoose = false)
    {
        if (block is TableRow row) return Row(row);
        if (block is not ContainerBlock container || TagsOf(container, isLoose) is not { } tags) return Leaf(block);
        var children = Children(container);
        return tags.Around(children.Select((child, i) => Of(child, IsLoose(children, i))));
    }

    /// <summary>Null for a container that is rendered as a whole.</summary>
    public ContainerTags? TagsOf(ContainerBlock container, bool isLoose) =>
        container switch
        {
            ListBlock { IsOrdered: true } list => new ContainerTags(
                int.TryParse(list.OrderedStart, out var start) && start != 1 ? $"<ol start=\"{start}\">" : "<ol>",
                "</ol>"
            ),
            ListBlock => new ContainerTags("<ul>", "</ul>"),
            ListItemBlock => new ContainerTags(isLoose ? "<li class=\"prose__apart\">" : "<li>", "</li>"),
            QuoteBlock => new ContainerTags("<blockquote>", "</blockquote>"),
            Table table => TableHtml.Tags(
                string.Concat(table.OfType<TableRow>().Where(r => r.IsHeader).Select(Row)),
                Children(table).Count > 0
            ),
            _ => null,
        };

    private string Row(TableRow row) => Rendered(renderer => TableHtml.Write(renderer, row)) ?? TableHtml.Plain(Source(row), row.IsHeader);

    private string Leaf(Block block)
    {
        var html = PlainText.IsPlain(block) ? null : Rendered(renderer => renderer.Render(block));
        return html ?? PlainText.Html(Source(block));
    }

    private static string? Rendered(Action<HtmlRenderer> write)
    {
        var writer = s_writer ?? new HtmlWriter();

        // After an exception (inlines nested too deeply) the writer is unusable and not kept.
        s_writer = null;
        try
        {
            write(writer.Renderer);
        }
        catch (ArgumentException)
        {
            return null;
        }

        var html = writer.TakeTrimmed();
        if (writer.IsReusable) s_writer = writer;
        return html;
    }

    private string Source(Block block) =>
        source[Math.Max(0, block.Span.Start)..Math.Clamp(block.Span.End + 1, Math.Max(0, block.Span.Start), source.Length)];
}
