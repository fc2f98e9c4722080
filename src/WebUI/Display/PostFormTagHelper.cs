using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ChatAi.WebUI.Display;

/// <summary>Adds an antiforgery token to every form that posts; the framework's tag helper skips forms with an explicit action.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IAntiforgery antiforgery) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

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
