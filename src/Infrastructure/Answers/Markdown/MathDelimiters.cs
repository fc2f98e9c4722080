namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>
/// What LaTeX stands between: <c>\( \)</c>, <c>\[ \]</c>, <c>$$ $$</c>, and <c>$ $</c> by pandoc's rule, which leaves prices alone.
/// </summary>
internal static class MathDelimiters
{
    public const string Inline = @"\(";
    public const string Display = @"\[";
    public const string Dollar = "$";
    public const string Dollars = "$$";

    /// <returns>The delimiter at the beginning of a text; null if there is none.</returns>
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

    /// <returns>How many dollar signs a text begins with.</returns>
    public static int RunLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept('$');
        return end < 0 ? text.Length : end;
    }

    /// <param name="text">Begins with <paramref name="opening"/>.</param>
    /// <returns>The length of the math with its delimiters; null if nothing closes it.</returns>
    public static int? LengthOf(ReadOnlySpan<char> text, string opening) =>
        opening == Dollar ? LengthOfDollarMath(text) : EndOf(text[opening.Length..], opening) + opening.Length;

    /// <param name="text">From within math on.</param>
    /// <returns>Where the math ends, behind what closes it; null if nothing does.</returns>
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

    /// <summary>
    /// Whether there is LaTeX between the delimiters. A number in <c>\[ \]</c> is a reference whose brackets are escaped.
    /// </summary>
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

    // The first dollar sign decides. A backtick ends the search: what is code is no math.
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
