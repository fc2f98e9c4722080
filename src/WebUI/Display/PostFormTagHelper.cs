using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ChatAi.WebUI.Display;

/// <summary>Gives every form that posts its token; the framework's own helper leaves it out where an action is written down.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IAntiforgery antiforgery) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    // The field is the same in all forms of a page.
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var items = ViewContext.HttpContext.Items;
        if (!items.TryGetValue(typeof(PostFormTagHelper), out var field)) items[typeof(PostFormTagHelper)] = field = Field();
        output.PostContent.AppendHtml((HtmlString)field!);
    }

    private HtmlString Field()
    {
        using var text = new StringWriter();
        antiforgery.GetHtml(ViewContext.HttpContext).WriteTo(text, HtmlEncoder.Default);
        return new HtmlString(text.ToString());
    }
}
