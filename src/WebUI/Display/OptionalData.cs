using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace ChatAi.WebUI.Display;

internal static class OptionalData
{
    /// <summary>Nothing for null: Razor writes a <c>data-</c> attribute even then, and scripts would find it.</summary>
    public static IHtmlContent Data(this IHtmlHelper html, string name, object? value) =>
        value is null ? HtmlString.Empty : new HtmlFormattableString(" data-{0}=\"{1}\"", name, value);
}
