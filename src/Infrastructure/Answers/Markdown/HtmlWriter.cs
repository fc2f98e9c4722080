using System.Text;
using Markdig.Renderers;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A renderer and its buffer, reused for one block after the other.</summary>
internal sealed class HtmlWriter
{
    private const int MaxReusableCapacity = 64 * 1024;

    private readonly StringBuilder _html = new(4 * 1024);

    public HtmlWriter() => Renderer = MarkdigMarkdown.Renderer(_html);

    public HtmlRenderer Renderer { get; }

    public bool IsReusable => _html.Capacity <= MaxReusableCapacity;

    /// <returns>What was written since the last call, without surrounding line breaks.</returns>
    public string TakeTrimmed()
    {
        var start = 0;
        var end = _html.Length;
        while (start < end && _html[start] == '\n') start++;
        while (start < end && _html[end - 1] == '\n') end--;
        var html = _html.ToString(start, end - start);
        _html.Clear();
        return html;
    }
}
