using System.Globalization;

namespace ChatAi.Application.Answers;

/// <summary>How much of an answer a reader has: all parts before <paramref name="Part"/>, and of that one what the other numbers say.
/// Depends only on stored data, so readers can resume exactly, even after a restart.</summary>
/// <param name="Fence">The run of the answer that the numbers belong to; the text of another run may differ.</param>
/// <param name="Offset">Length of the part's text that the reader has, in UTF-16 units.</param>
/// <param name="Rendered">Length of the part's text that the reader's newest HTML shows.</param>
public readonly record struct AnswerPosition(long Fence, int Part, int Offset, int Rendered)
{
    /// <returns>Null if the text is not a position.</returns>
    public static AnswerPosition? Parse(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[5];
        if (text.Split(parts, '.') != 4) return null;
        return TryParse(text[parts[0]], out long fence)
            && TryParse(text[parts[1]], out int part)
            && TryParse(text[parts[2]], out int offset)
            && TryParse(text[parts[3]], out int rendered)
            ? new AnswerPosition(fence, part, offset, rendered)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Fence}.{Part}.{Offset}.{Rendered}");

    private static bool TryParse(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryParse(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
