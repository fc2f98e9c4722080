using System.Text;
using Markdig.Renderers;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A renderer with the text that it writes, for one block after the other.</summary>
internal sealed class HtmlWriter
{
    private const int MostKept = 64 * 1024;

    private readonly StringBuilder _html = new(4 * 1024);

    public HtmlWriter() => Renderer = MarkdigMarkdown.Renderer(_html);

    public HtmlRenderer Renderer { get; }

    /// <summary>Whether it holds no more memory than most blocks need.</summary>
    public bool IsWorthKeeping => _html.Capacity <= MostKept;

    /// <returns>What was written since the last time, without line ends around it.</returns>
    public string TakeTrimmed()
    {
        var (start, end) = (0, _html.Length);
        while (start < end && _html[start] == '\n') start++;
        while (start < end && _html[end - 1] == '\n') end--;
        var html = _html.ToString(start, end - start);
        _html.Clear();
        return html;
    }
}
