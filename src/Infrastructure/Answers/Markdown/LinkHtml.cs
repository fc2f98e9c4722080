using System.Diagnostics.CodeAnalysis;
using ChatAi.Domain.Common;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A link that says where it goes, or plain text where it may not go there. An image becomes a link too.</summary>
internal sealed class LinkHtml : HtmlObjectRenderer<LinkInline>
{
    internal static bool MayGoTo(string? url, [NotNullWhen(true)] out Uri? target) =>
        Uri.TryCreate(url, UriKind.Absolute, out target)
        && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps || target.Scheme == Uri.UriSchemeMailto)
        && HasHost(target);

    // Some hosts pass the parser and have no name all the same, such as one with a replacement character. What browsers read in
    // another way, or take for a broken address, is none either: a link would go elsewhere than it says.
    private static bool HasHost(Uri target)
    {
        try
        {
            return target.HostNameType != UriHostNameType.Dns
                || (target.IdnHost.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
                    && target.IdnHost.Split('.', StringSplitOptions.RemoveEmptyEntries) is [.., var last] && !last.All(char.IsAsciiDigit));
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    internal static void WriteOpening(HtmlRenderer renderer, Uri target)
    {
        renderer.Write("<a href=\"");
        // With the host as it is shown, so that nobody translates its letters once more.
        renderer.WriteEscape((target.Host.All(char.IsAscii) ? target : new UriBuilder(target) { Host = target.IdnHost }.Uri).AbsoluteUri);
        renderer.Write("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">");
    }

    protected override void Write(HtmlRenderer renderer, LinkInline obj)
    {
        if (IsWithinLink(obj) || !MayGoTo(UrlOf(obj), out var target))
        {
            WriteLabel(renderer, obj);
            return;
        }

        WriteOpening(renderer, target);
        WriteLabel(renderer, obj);
        WriteEnd(renderer, target, obj.IsAutoLink ? obj.Url : null);
    }

    /// <param name="address">What the link says, where that is an address.</param>
    internal static void WriteEnd(HtmlRenderer renderer, Uri target, string? address)
    {
        renderer.Write("</a>");
        if (target.Host.Length == 0 || address?.Contains(target.IdnHost, StringComparison.OrdinalIgnoreCase) is true) return;

        // In the host's own letters, so that a look-alike shows as xn--, and 127.1 as what it is short for.
        renderer.Write(" <span class=\"muted\">(");
        renderer.WriteEscape(target.IdnHost);
        renderer.Write(")</span>");
    }

    /// <summary>A browser ends a link where another begins in it, and what the first says would lead to the second.</summary>
    internal static bool IsWithinLink(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline link && MayGoTo(UrlOf(link), out _)) return true;
        }

        return false;
    }

    private static string? UrlOf(LinkInline link) => link.GetDynamicUrl?.Invoke() ?? link.Url;

    private static void WriteLabel(HtmlRenderer renderer, LinkInline link)
    {
        if (link.IsImage)
            renderer.Write("Image: ");
        if (link is { IsAutoLink: true, FirstChild: LiteralInline address })
            renderer.WriteEscape(PlainLine.Shown(address.Content.ToString()));
        else if (link.FirstChild is null)
            renderer.WriteEscape(link.IsImage ? "without a description" : link.Url);
        else
            renderer.WriteChildren(link);
    }
}

internal sealed class AutolinkHtml : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
    {
        Uri? target = null;
        var mayGo = !LinkHtml.IsWithinLink(obj) && LinkHtml.MayGoTo(obj.IsEmail ? "mailto:" + obj.Url : obj.Url, out target);
        if (mayGo) LinkHtml.WriteOpening(renderer, target!);
        renderer.WriteEscape(PlainLine.Shown(obj.Url));
        if (mayGo) LinkHtml.WriteEnd(renderer, target!, obj.Url);
    }
}
