using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace ChatAi.Infrastructure.Answers.Markdown;

internal sealed class MathSpanHtml : HtmlObjectRenderer<MathSpan>
{
    protected override void Write(HtmlRenderer renderer, MathSpan obj)
    {
        renderer.Write(obj.IsDisplay ? "<span class=\"math math--display\" dir=\"ltr\">" : "<span class=\"math\" dir=\"ltr\">");
        renderer.WriteEscape(obj.Source);
        renderer.Write("</span>");
    }
}
