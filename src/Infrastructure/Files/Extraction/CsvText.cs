using System.Text;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>CSV by RFC 4180, with the separator that the first line has most of.</summary>
internal static class CsvText
{
    private const int MaxColumns = 16_384;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public static void Read(string text, UnitWriter units)
    {
        var rows = new RowUnits(units, UnitLabels.Rows);
        var row = 0;
        foreach (var cells in Parse(text, SeparatorOf(text))) rows.Add(++row, cells.Select((cell, column) => (column, cell)));
        rows.Flush();
    }

    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return Separators.MaxBy(separator => line.Count(c => c == separator));
    }

    private static IEnumerable<List<string>> Parse(string text, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"' && (isQuoted || cell.Length == 0)) isQuoted = !isQuoted;
            else if (isQuoted || (c != separator && c is not ('\n' or '\r'))) cell.Append(c);
            else if (c == separator) EndCell();
            else if (c == '\n' || (c == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                EndCell();
                yield return cells;
                cells = [];
            }
        }

        EndCell();
        yield return cells;

        void EndCell()
        {
            if (cells.Count < MaxColumns) cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
