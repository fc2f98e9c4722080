using ChatAi.Domain.Common;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

internal sealed class AutolinkHtml : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
    {
        Uri? target = null;
        var isAllowed = !LinkHtml.IsWithinLink(obj) && LinkHtml.IsAllowed(obj.IsEmail ? "mailto:" + obj.Url : obj.Url, out target);
        if (isAllowed) LinkHtml.WriteOpening(renderer, target!);
        renderer.WriteEscape(PlainLine.Shown(obj.Url));
        if (isAllowed) LinkHtml.WriteEnd(renderer, target!, obj.Url);
    }
}
