using System.Text.Encodings.Web;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A scrollable table, aligned by class because the Content-Security-Policy refuses style attributes.</summary>
internal static class TableHtml
{
    private const string Head = """<div class="prose__scroll" tabindex="0"><table>""";

    public static ContainerTags Tags(string head, bool hasBody)
    {
        var table = $"{Head}<thead>{head}</thead>";
        return hasBody
            ? new ContainerTags($"{table}<tbody>", "</tbody></table></div>")
            : new ContainerTags(table, "</table></div>");
    }

    public static string Plain(string source, bool isHead) =>
        isHead
            ? $"<tr><th scope=\"col\">{HtmlEncoder.Default.Encode(source)}</th></tr>"
            : $"<tr><td>{HtmlEncoder.Default.Encode(source)}</td></tr>";

    public static void Write(HtmlRenderer renderer, TableRow row)
    {
        var columns = row.Parent is Table table ? table.ColumnDefinitions : [];
        var width = row.Parent?.FirstOrDefault() is TableRow { IsHeader: true } head ? head.Count : row.Count;
        renderer.Write("<tr>");
        for (var i = 0; i < row.Count && i < width; i++)
        {
            renderer.Write(row.IsHeader ? "<th scope=\"col\"" : "<td");
            renderer.Write((i < columns.Count ? columns[i].Alignment : null) switch
            {
                TableColumnAlign.Right => " class=\"prose__end\">",
                TableColumnAlign.Center => " class=\"prose__middle\">",
                _ => ">",
            });
            WriteContent(renderer, (TableCell)row[i]);
            renderer.Write(row.IsHeader ? "</th>" : "</td>");
        }

        renderer.Write("</tr>");
    }

    private static void WriteContent(HtmlRenderer renderer, TableCell cell)
    {
        renderer.ImplicitParagraph = cell is [ParagraphBlock];
        renderer.WriteChildren(cell);
        renderer.ImplicitParagraph = false;
    }
}
