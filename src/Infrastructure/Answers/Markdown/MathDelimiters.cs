namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>LaTeX delimiters: <c>\( \)</c>, <c>\[ \]</c>, <c>$$ $$</c>, and <c>$ $</c> by pandoc's rule, which ignores prices.</summary>
internal static class MathDelimiters
{
    public const string Inline = @"\(";
    public const string Display = @"\[";
    public const string Dollar = "$";
    public const string Dollars = "$$";

    public static string? At(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(Inline)) return Inline;
        if (text.StartsWith(Display)) return Display;
        return RunLength(text) switch
        {
            1 => Dollar,
            2 => Dollars,
            _ => null,
        };
    }

    public static bool IsDisplay(string opening) => opening is Display or Dollars;

    public static int RunLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept('$');
        return end < 0 ? text.Length : end;
    }

    /// <param name="text">Begins with <paramref name="opening"/>.</param>
    /// <returns>The length including delimiters; null if nothing closes it.</returns>
    public static int? LengthOf(ReadOnlySpan<char> text, string opening) =>
        opening == Dollar ? LengthOfDollarMath(text) : EndOf(text[opening.Length..], opening) + opening.Length;

    /// <returns>The position after the closing delimiter; null if there is none.</returns>
    public static int? EndOf(ReadOnlySpan<char> text, string opening)
    {
        var closing = ClosingOf(opening);
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny('\\', closing[0]);
            if (next < 0) return null;
            at += next;
            if (text[at] == '$')
            {
                var run = RunLength(text[at..]);
                if (run == closing.Length) return at + run;
                at += run;
                continue;
            }

            if (text[at..].StartsWith(closing)) return at + closing.Length;
            at += 2;
        }

        return null;
    }

    /// <summary>False for a number in <c>\[ \]</c>, which is a reference with escaped brackets.</summary>
    public static bool HasContent(ReadOnlySpan<char> math, string opening)
    {
        var content = math[opening.Length..^opening.Length].Trim();
        if (content.IsEmpty) return false;
        return opening != Display || content.ContainsAnyExceptInRange('0', '9');
    }

    private static string ClosingOf(string opening) => opening switch
    {
        Inline => @"\)",
        Display => @"\]",
        _ => opening,
    };

    // The first dollar sign decides. A backtick ends the search: code is not math.
    private static int? LengthOfDollarMath(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || char.IsWhiteSpace(text[1])) return null;
        var at = 1;
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAny('\\', '$', '`');
            if (next < 0) return null;
            at += next;
            if (text[at] != '\\') break;
            at += 2;
        }

        if (at >= text.Length || text[at] != '$' || char.IsWhiteSpace(text[at - 1])) return null;
        var isPrice = at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);
        return isPrice ? null : at + 1;
    }
}
