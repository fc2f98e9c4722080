using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace ChatAi.Infrastructure.Answers.Markdown;

internal sealed class MathBlockHtml : HtmlObjectRenderer<MathBlock>
{
    protected override void Write(HtmlRenderer renderer, MathBlock obj)
    {
        renderer.Write("<div class=\"math math--display\" dir=\"ltr\">");
        renderer.WriteEscape(obj.Lines.ToString().Trim());
        renderer.Write("</div>");
    }
}
