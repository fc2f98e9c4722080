using System.Diagnostics.CodeAnalysis;
using ChatAi.Domain.Common;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A link followed by its host, or plain text if the target is not allowed. An image becomes a link, too.</summary>
internal sealed class LinkHtml : HtmlObjectRenderer<LinkInline>
{
    internal static bool IsAllowed(string? url, [NotNullWhen(true)] out Uri? target) =>
        Uri.TryCreate(url, UriKind.Absolute, out target)
        && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps || target.Scheme == Uri.UriSchemeMailto)
        && HasHost(target);

    // Some hosts pass the parser without a name, or browsers read them differently: the link would go elsewhere than it says.
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
        // With the host as it is shown, so that browsers do not convert it again.
        renderer.WriteEscape((target.Host.All(char.IsAscii) ? target : new UriBuilder(target) { Host = target.IdnHost }.Uri).AbsoluteUri);
        renderer.Write("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">");
    }

    protected override void Write(HtmlRenderer renderer, LinkInline obj)
    {
        if (IsWithinLink(obj) || !IsAllowed(UrlOf(obj), out var target))
        {
            WriteLabel(renderer, obj);
            return;
        }

        WriteOpening(renderer, target);
        WriteLabel(renderer, obj);
        WriteEnd(renderer, target, obj.IsAutoLink ? obj.Url : null);
    }

    /// <param name="address">The link text, if it is an address.</param>
    internal static void WriteEnd(HtmlRenderer renderer, Uri target, string? address)
    {
        renderer.Write("</a>");
        if (target.Host.Length == 0 || address?.Contains(target.IdnHost, StringComparison.OrdinalIgnoreCase) is true) return;

        // The ASCII host, so that a look-alike shows as xn-- and 127.1 as the full address.
        renderer.Write(" <span class=\"muted\">(");
        renderer.WriteEscape(target.IdnHost);
        renderer.Write(")</span>");
    }

    /// <summary>Browsers end a link where another begins inside it, so the first label would lead to the second target.</summary>
    internal static bool IsWithinLink(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline link && IsAllowed(UrlOf(link), out _)) return true;
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
