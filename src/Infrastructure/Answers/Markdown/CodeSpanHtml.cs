using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Code reads from left to right, whatever the text around it does, and has no part in the direction of that text.</summary>
internal sealed class CodeSpanHtml : HtmlObjectRenderer<CodeInline>
{
    protected override void Write(HtmlRenderer renderer, CodeInline obj)
    {
        renderer.Write("<code dir=\"ltr\">");
        renderer.WriteEscape(obj.Content);
        renderer.Write("</code>");
    }
}
