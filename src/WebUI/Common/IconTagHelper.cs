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
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"icon{(Small ? " icon--small" : "")}{(Solid ? " icon--solid" : "")}");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"/icons/icons.svg#icon-{Name}\"></use>");
    }
}
