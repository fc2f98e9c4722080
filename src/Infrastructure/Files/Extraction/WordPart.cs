using System.Text;
using System.Xml;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>The paragraphs and tables of one part of a Word document.</summary>
internal sealed class WordPart(XmlReader xml, WordDocument document, SectionUnits sections)
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _cells = [];
    private readonly Stack<Properties> _outer = [];
    private Properties _paragraph;
    private int _tables;
    private int _start;
    private string? _note;
    private bool _isHidden;

    // Null where the style says it.
    private record struct Properties(string? Style, string? List, int? Level, bool IsHeading);

    public void Read()
    {
        while (xml.ReadNode())
        {
            if (xml.NodeType == XmlNodeType.Element) Start();
            else if (xml.NodeType == XmlNodeType.EndElement) End();
        }
    }

    private void Start()
    {
        switch (xml.LocalName)
        {
            // The second form of what has been read, what was moved elsewhere or deleted, former properties, and stops of tabs.
            case "Fallback" or "moveFrom" or "del" or "pPrChange" or "rPrChange" or "tabs":
                xml.SkipElement();
                break;
            case "tbl":
                BreakParagraph();
                _tables++;
                break;
            case "txbxContent" when !xml.IsEmptyElement:
                BreakParagraph();
                _outer.Push(_paragraph);
                _paragraph = default;
                break;
            case "footnote":
                _note = document.Footnotes.MarkOf(xml.Attribute("id") ?? "");
                break;
            case "endnote":
                _note = document.Endnotes.MarkOf(xml.Attribute("id") ?? "");
                break;
            case "r":
                _isHidden = false;
                break;
            case "vanish":
                _isHidden = xml.IsOn();
                break;
            default:
                StartProperty();
                StartText();
                break;
        }
    }

    private void StartProperty()
    {
        switch (xml.LocalName)
        {
            case "pStyle":
                _paragraph.Style = xml.Attribute("val") ?? "";
                _paragraph.IsHeading |= document.Styles.IsHeading(_paragraph.Style);
                break;
            case "outlineLvl":
                _paragraph.IsHeading |= xml.Attribute("val") is ['0' or '1' or '2' or '3' or '4' or '5'];
                break;
            case "numId":
                _paragraph.List = xml.Attribute("val");
                break;
            case "ilvl":
                _paragraph.Level = WordStyles.LevelOf(xml.Attribute("val"));
                break;
        }
    }

    private void StartText()
    {
        switch (xml.LocalName)
        {
            case "t":
                AppendText();
                break;
            case "tab":
                _text.Append('\t');
                break;
            case "br" or "cr":
                _text.Append('\n');
                break;
            case "noBreakHyphen":
                _text.Append('-');
                break;
            case "footnoteReference":
                _text.Append(document.Footnotes.Refer(xml.Attribute("id") ?? ""));
                break;
            case "endnoteReference":
                _text.Append(document.Endnotes.Refer(xml.Attribute("id") ?? ""));
                break;
        }
    }

    private void AppendText()
    {
        if (xml.IsEmptyElement) return;
        while (xml.ReadNode() && !xml.IsEnd("t"))
            if (xml.IsText() && !_isHidden) _text.Append(xml.Value);
    }

    private void End()
    {
        switch (xml.LocalName)
        {
            case "p":
                EndParagraph();
                break;
            case "tc" when _tables == 1:
                _cells.Add(_text.ToString().ReplaceLineEndings(" ").Trim());
                _text.Clear();
                _start = 0;
                break;
            case "tr" when _tables == 1:
                sections.Line(string.Join(" | ", _cells));
                _cells.Clear();
                break;
            case "tbl":
                _tables--;
                break;
            case "txbxContent":
                _outer.TryPop(out _paragraph);
                break;
        }
    }

    // What is within a paragraph, such as a box, comes between its parts, of which only the first has a number.
    private void BreakParagraph()
    {
        if (_text.Length == _start) return;
        Number();
        EndText();
        _paragraph.List = "";
    }

    private void EndParagraph()
    {
        Number();
        EndText();
        _paragraph = default;
    }

    private void Number()
    {
        var (list, level) = document.Styles.ListOf(_paragraph.Style);
        var number = document.Numbering.Next(_paragraph.List ?? list ?? "", _paragraph.Level ?? level);
        if (number.Length > 0 && _text.Length > _start) _text.Insert(_start, number + " ");
        if (_note is null || _text.Length == _start) return;
        var text = _text.ToString(_start, _text.Length - _start).TrimStart();
        _text.Length = _start;
        _text.Append(_note).Append(' ').Append(text);
        _note = null;
    }

    // In a table, the paragraphs of a cell are one text.
    private void EndText()
    {
        if (_tables > 0)
        {
            if (_text.Length > 0) _text.Append(' ');
            _start = _text.Length;
            return;
        }

        if (_paragraph.IsHeading) sections.Heading(_text.ToString());
        else sections.Line(_text.ToString());
        _text.Clear();
    }
}
