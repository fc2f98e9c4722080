using System.Net;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A paragraph shown as written: Markdig visits all open delimiters for each inline, which could take minutes.</summary>
internal static class PlainText
{
    public const int MaxOpenDelimiters = 100;

    public static string Html(string text)
    {
        var lines = text.Trim().Split('\n').Select(line => WebUtility.HtmlEncode(line.TrimEnd('\r')));
        return $"<p>{string.Join("<br />\n", lines)}</p>";
    }

    public static bool IsPlain(Block block) => block.ContainsData(typeof(PlainText));

    /// <summary>Skips the rest of a paragraph, heading or table, and shows all of it as plain text.</summary>
    public static bool Show(InlineProcessor processor, ref StringSlice rest)
    {
        processor.Block!.SetData(typeof(PlainText), true);
        processor.Root!.Clear();
        Array.Clear(processor.ParserStates);
        processor.Inline = null;
        rest.Start = rest.End + 1;
        return true;
    }

    public static bool HasTooManyOpen(Inline? last)
    {
        var count = 0;
        for (var open = Innermost(last); open is not null; open = Innermost(open.Parent)) count++;
        return count >= MaxOpenDelimiters;
    }

    public static DelimiterInline? Innermost(Inline? last)
    {
        for (var inline = last; inline is not null; inline = inline.Parent)
        {
            if (inline is DelimiterInline { IsClosed: false } delimiter) return delimiter;
        }

        return null;
    }
}
