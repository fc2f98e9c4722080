using System.Text;
using System.Xml;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>The paragraphs and tables of one part of a Word document.</summary>
internal sealed class WordPart(XmlReader xml, HashSet<string> headingStyles, SectionUnits sections)
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _cells = [];
    private int _tables;
    private bool _isHeading;
    private bool _isHidden;

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
                EndParagraph();
                _tables++;
                break;
            case "r":
                _isHidden = false;
                break;
            case "vanish":
                _isHidden = xml.IsOn();
                break;
            case "pStyle":
                _isHeading |= headingStyles.Contains(xml.Attribute("val") ?? "");
                break;
            case "outlineLvl":
                _isHeading |= xml.Attribute("val") is ['0' or '1' or '2' or '3' or '4' or '5'];
                break;
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
                break;
            case "tr" when _tables == 1:
                sections.Line(string.Join(" | ", _cells));
                _cells.Clear();
                break;
            case "tbl":
                _tables--;
                break;
        }
    }

    // In a table, the paragraphs of a cell are one text.
    private void EndParagraph()
    {
        if (_tables > 0)
        {
            if (_text.Length > 0) _text.Append(' ');
        }
        else if (_isHeading) sections.Heading(_text.ToString());
        else sections.Line(_text.ToString());

        if (_tables == 0) _text.Clear();
        _isHeading = false;
    }
}
