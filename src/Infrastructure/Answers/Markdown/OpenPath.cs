using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>
/// The containers that the end of a growing text is in, from the document down, so that it can be read on from the middle: a
/// list that has got its hundredth item needs none of the others to be parsed.
/// </summary>
/// <param name="Header">Markdown that opens the containers again; it goes before the text.</param>
/// <param name="IsApart">Whether the text begins with an item that had an empty line before it.</param>
internal sealed record OpenPath(string Header, IReadOnlyList<OpenLevel> Levels, bool IsApart)
{
    // A heading is one line whatever follows, so it holds a container open and swallows nothing.
    private const string Holder = "#\n";

    public static readonly OpenPath Document = new("", [new OpenLevel(typeof(MarkdownDocument), 0)], false);

    /// <param name="containers">From the document down, parsed from <paramref name="text"/>.</param>
    public static OpenPath Of(IReadOnlyList<ContainerBlock> containers, string text, bool isApart)
    {
        var header = new StringBuilder();
        var margin = "";
        foreach (var container in containers)
        {
            if (Mark(container) is not { } mark) continue;
            header.Append(margin).Append(mark).Append(Holder);
            margin += container is QuoteBlock ? mark : new string(' ', mark.Length);
        }

        if (containers[^1] is Table table) header.Append(HeadOf(table, text));
        return new OpenPath(header.ToString(), [.. containers.Select(c => new OpenLevel(c.GetType(), Mark(c) is null ? 0 : 1))], isApart);
    }

    /// <returns>The containers in a document parsed with the header; null when the text has made something else of them.</returns>
    public IReadOnlyList<ContainerBlock>? Find(MarkdownDocument document)
    {
        var found = new List<ContainerBlock> { document };
        for (var i = 1; i < Levels.Count; i++)
        {
            var next = BlockHtml.Children(found[^1]).ElementAtOrDefault(Levels[i - 1].Made);
            if (next?.GetType() != Levels[i].Kind) return null;
            found.Add((ContainerBlock)next);
        }

        return found;
    }

    private static string HeadOf(Table table, string text)
    {
        var start = text.LineStart(table);
        var second = text.IndexOf('\n', start) + 1;
        var end = text.IndexOf('\n', second) + 1;
        return text[start..end];
    }

    private static string? Mark(ContainerBlock container) => container switch
    {
        QuoteBlock => "> ",
        ListItemBlock { Parent: ListBlock list } item => Mark(list, Math.Abs(item.ColumnWidth)),
        _ => null,
    };

    // CommonMark allows up to three spaces before a marker, nine digits in it and four spaces behind it.
    private static string Mark(ListBlock list, int width)
    {
        var marker = list.IsOrdered ? new string('0', Math.Max(0, width - 9)) + "1" + list.OrderedDelimiter : list.BulletType.ToString();
        var behind = Math.Min(4, width - marker.Length);
        return new string(' ', width - marker.Length - behind) + marker + new string(' ', behind);
    }
}

/// <param name="Made">How many of the container's children come from the header.</param>
internal readonly record struct OpenLevel(Type Kind, int Made);

internal static class Lines
{
    /// <summary>Where the line begins in which the block does.</summary>
    public static int LineStart(this string text, Block block) => text.LastIndexOf('\n', Math.Max(0, block.Span.Start - 1)) + 1;
}
