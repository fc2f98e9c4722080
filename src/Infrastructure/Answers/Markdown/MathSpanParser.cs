using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

internal sealed class MathSpanParser : InlineParser
{
    public MathSpanParser() => OpeningCharacters = ['\\', '$'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        var opening = MathDelimiters.At(text);
        if (opening is null) return text[0] == '$' && ShowDollars(processor, ref slice);

        var paragraph = processor.ParserStates[Index] as Paragraph;
        if (paragraph is null)
        {
            paragraph = new Paragraph(HasTable(processor.Block!, slice));
            processor.ParserStates[Index] = paragraph;
        }

        var length = paragraph.Unclosed.Contains(opening) ? null : MathDelimiters.LengthOf(text, opening);
        if (length is null && opening != MathDelimiters.Dollar) paragraph.Unclosed.Add(opening);
        if (length is null || !IsMath(text[..length.Value], opening, paragraph.HasTable))
            return text[0] == '$' && ShowDollars(processor, ref slice);

        var isDisplay = MathDelimiters.IsDisplay(opening);
        processor.Inline = new MathSpan(text[..length.Value].ToString(), isDisplay);
        slice.Start += length.Value;
        if (isDisplay && !paragraph.HasTable) SkipLineEnd(ref slice);
        return true;
    }

    private static bool IsMath(ReadOnlySpan<char> math, string opening, bool isInTable)
    {
        if (!MathDelimiters.HasContent(math, opening)) return false;
        if (!isInTable) return true;
        if (math.ContainsAny('\n', '\r')) return false;
        return opening is MathDelimiters.Inline or MathDelimiters.Display || !HasCellEnd(math);
    }

    // Dollar signs in two cells are prices. The bars of an absolute value have no spaces around them.
    private static bool HasCellEnd(ReadOnlySpan<char> math) =>
        math.Contains(" |", StringComparison.Ordinal) || math.Contains("| ", StringComparison.Ordinal);

    // All of them at once, so that no other math begins at the second one.
    private static bool ShowDollars(InlineProcessor processor, ref StringSlice slice)
    {
        var length = MathDelimiters.RunLength(slice.AsSpan());
        processor.Inline = new LiteralInline { Content = new StringSlice(slice.Text, slice.Start, slice.Start + length - 1) };
        slice.Start += length;
        return true;
    }

    // Display math has lines of its own.
    private static void SkipLineEnd(ref StringSlice slice)
    {
        var rest = slice.AsSpan();
        var end = rest.IndexOfAnyExcept(' ', '\t');
        if (end < 0 || rest[end] is not ('\n' or '\r')) return;
        slice.Start += rest[end..].StartsWith("\r\n") ? end + 2 : end + 1;
    }

    // Rows are not known yet, but a table has a line of only dashes and bars.
    private static bool HasTable(LeafBlock block, StringSlice slice)
    {
        // A slice of a single line is still the whole document, and cannot be a table.
        if (slice.Text.Length > block.Span.Length) return false;
        foreach (var line in slice.Text.AsSpan().EnumerateLines())
        {
            if (line.ContainsAny('|', ':') && line.Contains('-') && !line.ContainsAnyExcept("|:- \t")) return true;
        }

        return false;
    }

    private sealed class Paragraph(bool hasTable)
    {
        public bool HasTable => hasTable;

        /// <summary>Delimiters that nothing closes in this paragraph.</summary>
        public HashSet<string> Unclosed { get; } = [];
    }
}
