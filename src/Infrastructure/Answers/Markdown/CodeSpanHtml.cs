using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Code is always left to right, and does not affect the direction of the text around it.</summary>
internal sealed class CodeSpanHtml : HtmlObjectRenderer<CodeInline>
{
    protected override void Write(HtmlRenderer renderer, CodeInline obj)
    {
        renderer.Write("<code dir=\"ltr\">");
        renderer.WriteEscape(obj.Content);
        renderer.Write("</code>");
    }
}
