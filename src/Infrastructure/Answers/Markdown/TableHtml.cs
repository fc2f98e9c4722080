using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A table in its own scroller, aligned by class: the Content-Security-Policy refuses style attributes.</summary>
internal sealed class TableHtml : HtmlObjectRenderer<Table>
{
    protected override void Write(HtmlRenderer renderer, Table obj)
    {
        renderer.Write("""<div class="prose__scroll" tabindex="0" role="group" aria-label="Table"><table>""");
        var isInBody = false;
        foreach (var row in obj.OfType<TableRow>())
        {
            if (row.IsHeader) renderer.Write("<thead>");
            else if (!isInBody)
            {
                renderer.Write("<tbody>");
                isInBody = true;
            }

            WriteRow(renderer, obj, row);
            if (row.IsHeader) renderer.Write("</thead>");
        }

        if (isInBody) renderer.Write("</tbody>");
        renderer.Write("</table></div>");
    }

    private static void WriteRow(HtmlRenderer renderer, Table table, TableRow row)
    {
        renderer.Write("<tr>");
        for (var i = 0; i < row.Count; i++)
        {
            var cell = (TableCell)row[i];
            var column = cell.ColumnIndex >= 0 ? cell.ColumnIndex : i;
            var alignment = column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null;
            renderer.Write(row.IsHeader ? "<th scope=\"col\"" : "<td");
            renderer.Write(alignment switch
            {
                TableColumnAlign.Right => " class=\"prose__end\">",
                TableColumnAlign.Center => " class=\"prose__middle\">",
                _ => ">",
            });
            WriteContent(renderer, cell);
            renderer.Write(row.IsHeader ? "</th>" : "</td>");
        }

        renderer.Write("</tr>");
    }

    private static void WriteContent(HtmlRenderer renderer, TableCell cell)
    {
        var isImplicit = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = cell is [ParagraphBlock];
        renderer.WriteChildren(cell);
        renderer.ImplicitParagraph = isImplicit;
    }
}
