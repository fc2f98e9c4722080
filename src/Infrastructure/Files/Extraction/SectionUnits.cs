using System.Text;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Text in units that begin at headings. A long one is split, and each part has the label.</summary>
internal sealed class SectionUnits(UnitWriter units)
{
    private const int MaxCharacters = 20_000;
    private const int MaxHeading = 200;

    private readonly StringBuilder _text = new();
    private Reason _label = UnitLabels.Beginning;
    private int _number;

    public void Heading(string text)
    {
        text = text.Trim();
        if (text.Length == 0 || IsOnly(text)) return;
        Flush();
        Begin(UnitLabels.Section(text.Length <= MaxHeading ? text : text[..MaxHeading]));
        _text.Append(text).Append('\n');
    }

    public void Begin(Reason label)
    {
        Flush();
        _label = label;
    }

    public void Line(ReadOnlySpan<char> text)
    {
        if (_text.Length > 0 && _text.Length + text.Length > MaxCharacters) Flush();
        _text.Append(text).Append('\n');
    }

    /// <summary>The line of the heading itself, where it is kept as written.</summary>
    public void HeadingLine(string heading, ReadOnlySpan<char> line)
    {
        Begin(UnitLabels.Section(heading.Length <= MaxHeading ? heading : heading[..MaxHeading]));
        Line(line);
    }

    // The title of a web page is often its first heading too.
    private bool IsOnly(string heading) => _text.Length == heading.Length + 1 && _text.ToString() == heading + '\n';

    public void Flush()
    {
        var text = _text.ToString();
        _text.Clear();
        if (!string.IsNullOrWhiteSpace(text)) units.Unit(++_number, _label, text);
    }
}
