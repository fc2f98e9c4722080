using System.Collections.Concurrent;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ChatAi.WebUI.Common;

/// <summary><c>&lt;icon name="trash" /&gt;</c>: a drawing from the sprite, for eyes only.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    public bool Small { get; set; }

    public bool Solid { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icon.Of(Name, Small, Solid));
    }
}

/// <summary>The same for loops, where a tag helper for each would be most of a page's time.</summary>
internal static class Icon
{
    private static readonly ConcurrentDictionary<(string, bool, bool), IHtmlContent> Drawn = new();

    public static IHtmlContent Of(string name, bool small = false, bool solid = false) => Drawn.GetOrAdd((name, small, solid), static icon =>
    {
        var (name, small, solid) = icon;
        return new HtmlString(
            $"<svg class=\"icon{(small ? " icon--small" : "")}{(solid ? " icon--solid" : "")}\" aria-hidden=\"true\"><use href=\"/icons/icons.svg#icon-{name}\"></use></svg>");
    });
}
