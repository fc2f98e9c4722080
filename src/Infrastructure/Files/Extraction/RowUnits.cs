using System.Globalization;
using System.Text;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Rows of a table, each as <c>Name: Anna | Salary: 20000</c> with the names of the header, in units of 500 rows: a row is then
/// understood without those above it.</summary>
internal sealed class RowUnits(UnitWriter units, Func<int, int, Reason> label)
{
    private const int MaxRows = 500;
    private const int MaxName = 100;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, string> _names = [];
    private string? _header;
    private bool _isTable;
    private int _first;
    private int _last;
    private int _rows;

    /// <summary>Of the last unit; those of several tables are counted through.</summary>
    public int Number { get; private set; }

    public RowUnits After(int number)
    {
        Number = number;
        return this;
    }

    /// <param name="row">From 1.</param>
    /// <param name="cells">Columns count from 0.</param>
    public void Add(int row, IEnumerable<(int Column, string Text)> cells)
    {
        var filled = cells.Select(cell => (cell.Column, Text: OneLine(cell.Text))).Where(cell => cell.Text.Length > 0).ToList();
        if (filled.Count == 0) return;
        if (_first == 0) _first = row;
        if (!_isTable && filled.Count > 1)
        {
            _isTable = true;
            if (!filled.Any(cell => IsValue(cell.Text)))
            {
                foreach (var (column, text) in filled) _names[column] = text.Length <= MaxName ? text : text[..MaxName];
                _header = string.Join(" | ", filled.Select(cell => cell.Text));
                _last = row;
                return;
            }
        }

        Write(row, _isTable ? string.Join(" | ", filled.Select(cell => $"{NameOf(cell.Column)}: {cell.Text}")) : filled[0].Text);
    }

    public void Flush()
    {
        // A table without rows still says what its columns are.
        if (_header is not null) _text.Append(_header).Append('\n');
        _header = null;
        if (_text.Length > 0) units.Unit(++Number, label(_first, _last), _text.ToString());
        _text.Clear();
        _first = 0;
        _rows = 0;
    }

    private void Write(int row, string line)
    {
        if (_first == 0) _first = row;
        _text.Append(line).Append('\n');
        _last = row;
        _header = null;
        if (++_rows == MaxRows || _text.Length > ExtractionLimits.MaxCharacters) Flush();
    }

    private string NameOf(int column) => _names.TryGetValue(column, out var name) ? name : Letters(column);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    // Numbers, dates, amounts with a currency; a name has letters.
    private static bool IsValue(string text) =>
        text is "TRUE" or "FALSE"
        || (text.Any(char.IsDigit) && !text.Any(char.IsLetter))
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    // A to XFD, as sheets show them.
    private static string Letters(int column)
    {
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / 26) letters = (char)('A' + (left - 1) % 26) + letters;
        return letters;
    }
}
