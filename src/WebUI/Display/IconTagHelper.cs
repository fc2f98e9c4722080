using System.Collections.Concurrent;
using ChatAi.WebUI.Http;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ChatAi.WebUI.Display;

/// <summary><c>&lt;icon name="trash" /&gt;</c>: a decorative icon from the sprite.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Name { get; set; } = "";

    public bool Small { get; set; }

    public bool Solid { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Of(ViewContext, Name, Small, Solid));
    }
}

/// <summary>For loops, where tag helpers would take most of a page's render time.</summary>
internal static class Icons
{
    private const string Sprite = "icons/icons.svg";

    private static readonly ConcurrentDictionary<(string, string, string, bool, bool), IHtmlContent> Drawn = new();

    public static IHtmlContent Icon(this IHtmlHelper html, string name, bool small = false, bool solid = false) =>
        Of(html.ViewContext, name, small, solid);

    public static IHtmlContent Of(ViewContext view, string name, bool small, bool solid)
    {
        var http = view.HttpContext;
        var sprite = http.RequestServices.GetRequiredService<PageFiles>().AddressOf(Sprite);
        return Drawn.GetOrAdd(
            (http.Request.PathBase.Value ?? "", sprite, name, small, solid),
            static icon => Draw(icon.Item1 + icon.Item2[1..], icon.Item3, icon.Item4, icon.Item5));
    }

    private static HtmlString Draw(string sprite, string name, bool small, bool solid)
    {
        var classes = "icon" + (small ? " icon--small" : "") + (solid ? " icon--solid" : "");
        return new HtmlString(
            $"<svg class=\"{classes}\" aria-hidden=\"true\"><use href=\"{sprite}#icon-{name}\"/></svg>");
    }
}
