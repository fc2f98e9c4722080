using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ChatAi.Testing;

/// <summary>Does with an answer's events what the page does with them: replaces blocks, continues texts.</summary>
internal sealed class HtmlBlocks
{
    private const string CodeEnd = "</code></pre></div>";

    private readonly List<XElement> _blocks = [];
    private (int Index, string Text)? _tail;

    /// <summary>Events that said to belong behind something that is not there.</summary>
    public int Gaps { get; private set; }

    public IReadOnlyList<string> Blocks => [.. _blocks.Select(Inner)];

    /// <summary>HTML as this gives it back.</summary>
    public static string Normal(string html) => Inner(Parse(html));

    public void Block(int index, string html)
    {
        _tail = null;
        if (html.Length > 0) BlockAt(index).ReplaceAll(Parse(html).Nodes());
        else if (index < _blocks.Count) _blocks.RemoveRange(index, _blocks.Count - index);
    }

    public void Text(int index, int at, string append)
    {
        BlockAt(index);
        var tail = _tail?.Text ?? "";
        if (at > tail.Length) Gaps++;
        _tail = (index, tail[..Math.Min(at, tail.Length)] + append);
    }

    /// <summary>The blocks, with the plain text at the end of the one it belongs to.</summary>
    public string Html()
    {
        var text = new StringBuilder();
        foreach (var (index, html) in Blocks.Index())
        {
            var place = html.EndsWith(CodeEnd, StringComparison.Ordinal) ? html.Length - CodeEnd.Length : html.Length;
            text.Append(_tail?.Index == index ? html.Insert(place, new XText(Xml(_tail?.Text ?? "")).ToString()) : html);
        }

        return text.ToString();
    }

    private XElement BlockAt(int index)
    {
        if (index > _blocks.Count) Gaps++;
        while (index >= _blocks.Count) _blocks.Add(new XElement("div"));
        return _blocks[index];
    }

    private static XElement Parse(string html) => XElement.Parse($"<div>{Xml(html)}</div>", LoadOptions.PreserveWhitespace);

    // Control characters, and half a character at the end of what has come, have others that stand for them.
    private static string Xml(string text) =>
        string.Concat(
            text.Select(c =>
                char.IsSurrogate(c) ? (char)(c + 0x800)
                : XmlConvert.IsXmlChar(c) ? c
                : (char)(0xF000 + (c & 0xFF))
            )
        );

    private static string Inner(XElement block) => string.Concat(block.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting)));
}
