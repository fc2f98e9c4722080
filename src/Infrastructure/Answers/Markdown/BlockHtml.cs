using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>
/// The HTML of the blocks of one text. What an item or a row looks like depends on nothing that follows it, and every child of a
/// container is one element: so a list that grows only gains children. That is why a tight list has paragraphs, too.
/// </summary>
/// <param name="source">The text that the blocks were parsed from; shown as it stands where a block cannot be rendered.</param>
internal sealed class BlockHtml(string source)
{
    // To make a renderer takes as long as to render a paragraph, and one thread renders most of what is rendered.
    [ThreadStatic]
    private static HtmlWriter? s_writer;

    /// <summary>The blocks in a container that show and may become more; link definitions and the head of a table do not.</summary>
    public static List<Block> Children(ContainerBlock container)
    {
        // Asked for so often that an enumerator for each would be felt.
        var children = new List<Block>(container.Count);
        foreach (var child in container)
        {
            var isShown = child is not (LinkReferenceDefinitionGroup or TableRow { IsHeader: true }) && !ParagraphParser.IsEmpty(child);
            if (isShown) children.Add(child);
        }

        return children;
    }

    /// <summary>Whether an empty line stands before a list's item.</summary>
    public bool IsApart(IReadOnlyList<Block> children, int index) =>
        index > 0 && children[index] is ListItemBlock item
        && Math.Max(0, children[index - 1].Span.End) is var from && from < item.Span.Start
        && source.AsSpan(from, item.Span.Start - from).Count('\n') > 1;

    public string Of(Block block, bool isApart = false)
    {
        if (block is TableRow row) return Row(row);
        if (block is not ContainerBlock container || ShellOf(container, isApart) is not { } shell) return Leaf(block);
        var children = Children(container);
        return shell.Around(children.Select((child, i) => Of(child, IsApart(children, i))));
    }

    /// <summary>What stands around the children of a container; null for one that is rendered as a whole.</summary>
    public Shell? ShellOf(ContainerBlock container, bool isApart) =>
        container switch
        {
            ListBlock { IsOrdered: true } list => new Shell(
                int.TryParse(list.OrderedStart, out var start) && start != 1 ? $"<ol start=\"{start}\">" : "<ol>",
                "</ol>",
                []
            ),
            ListBlock => new Shell("<ul>", "</ul>", []),
            ListItemBlock => new Shell(isApart ? "<li class=\"prose__apart\">" : "<li>", "</li>", []),
            QuoteBlock => new Shell("<blockquote>", "</blockquote>", []),
            Table table => TableHtml.Shell(
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

        // Inlines may nest deeper than the renderer follows, and leave it in the middle: it comes back only when it has come through.
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
        if (writer.IsWorthKeeping) s_writer = writer;
        return html;
    }

    private string Source(Block block) =>
        source[Math.Max(0, block.Span.Start)..Math.Clamp(block.Span.End + 1, Math.Max(0, block.Span.Start), source.Length)];
}

/// <summary>The HTML around the children of a container.</summary>
/// <param name="Inner">The way from its element to the one that holds the children, as places among elements.</param>
internal sealed record Shell(string Head, string Foot, int[] Inner)
{
    public string Around(IEnumerable<string> children) => string.Concat(children.Prepend(Head).Append(Foot));
}
