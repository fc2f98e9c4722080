using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Shouldly;

namespace ChatAi.UnitTests.Answers;

/// <summary>All that a message may consist of, as a browser parses it: each element with each of its attributes.</summary>
internal static class HtmlAllowList
{
    private const string Rel = "noopener noreferrer nofollow";

    private static readonly HtmlParser Parser = new();

    private static readonly HashSet<string> Bare =
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "em",
        "strong",
        "del",
        "code",
        "hr",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "pre",
        "div",
        "span",
    ];

    private static readonly HashSet<string> Classes =
    [
        "code-block",
        "code-block__head",
        "code-block__body",
        "muted",
        "prose__scroll",
        "prose__apart",
        "prose__end",
        "prose__middle",
        "math",
        "math--display",
    ];

    public static void Check(string html, string payload)
    {
        foreach (var element in Parser.ParseFragment(html, Parser.ParseDocument("").Body!).GetElementsByTagName("*").ToList())
        {
            var wrong = element.LocalName switch
            {
                "a" => IsLink(element) ? null : "goes where it may not",
                "input" => HasOnly(element, "type", "disabled", "checked")
                && element.GetAttribute("type") == "checkbox"
                && element.HasAttribute("disabled")
                    ? null
                    : "takes input",
                var name => !Bare.Contains(name) ? "may not be there"
                : HasOnlyPlain(element) ? null
                : "has an attribute that it may not have",
            };
            wrong.ShouldBeNull($"{element.OuterHtml}\nof {payload}\nin {html}");
        }
    }

    private static bool IsLink(IElement link) =>
        HasOnly(link, "href", "rel", "target")
        && link.GetAttribute("rel") == Rel
        && link.GetAttribute("target") == "_blank"
        && Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var target)
        && target.Scheme is "http" or "https" or "mailto"
        && (
            target.Host.Length == 0 || link.TextContent.Contains(target.Host, StringComparison.OrdinalIgnoreCase) || SaysHost(link, target)
        );

    // Behind a link that has words of its own stands where it goes.
    private static bool SaysHost(IElement link, Uri target) =>
        link.NextElementSibling is { ClassName: "muted" } said && said.TextContent == $"({target.IdnHost})"
        || link.TextContent.Contains(target.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool HasOnlyPlain(IElement element) =>
        element.Attributes.All(attribute =>
            attribute.Name switch
            {
                "class" => attribute.Value.Split(' ').All(name => Classes.Contains(name) || IsLanguage(name)),
                "start" => element.LocalName == "ol" && attribute.Value.All(char.IsAsciiDigit),
                "scope" => attribute.Value == "col",
                "dir" => attribute.Value == "ltr",
                "tabindex" => attribute.Value == "0",
                _ => false,
            }
        );

    private static bool IsLanguage(string name) =>
        name.StartsWith("language-", StringComparison.Ordinal)
        && name["language-".Length..].All(c => char.IsAsciiLetterOrDigit(c) || "+#._-".Contains(c, StringComparison.Ordinal));

    private static bool HasOnly(IElement element, params string[] names) =>
        element.Attributes.All(attribute => names.Contains(attribute.Name));
}
