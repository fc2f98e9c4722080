namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Arabic and Hebrew, which a PDF has in the order in which it is seen from left to right.</summary>
internal static class RightToLeft
{
    private enum Direction
    {
        None,
        Left,
        Right,
    }

    public static bool Has(string text) => text.Any(IsRightToLeft);

    /// <param name="seen">Letters of a line from left to right; a shape of two letters has them in their spoken order.</param>
    public static List<string> AsSpoken(List<string> seen)
    {
        var directions = seen.ConvertAll(DirectionOf);
        var right = directions.Count(direction => direction == Direction.Right);
        var letters = seen.Count(text => DirectionOf(text) == Direction.Left && char.IsLetter(text[0]));
        var spoken = new List<string>(seen);
        if (right > letters) Reverse(spoken, directions, 0, seen.Count - 1);
        else ReverseRuns(spoken, directions);
        return spoken;
    }

    // Words from right to left within a line from left to right.
    private static void ReverseRuns(List<string> texts, List<Direction> directions)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (directions[i] != Direction.Right) continue;
            var end = i;
            for (var next = i + 1; next < texts.Count && directions[next] != Direction.Left; next++)
                if (directions[next] == Direction.Right) end = next;
            Reverse(texts, directions, i, end);
            i = end;
        }
    }

    private static void Reverse(List<string> texts, List<Direction> directions, int first, int last)
    {
        texts.Reverse(first, last - first + 1);
        directions.Reverse(first, last - first + 1);
        // Numbers and words from left to right within it were right before.
        for (var i = first; i <= last; i++)
        {
            if (directions[i] != Direction.Left) continue;
            var end = i;
            for (var next = i + 1; next <= last && directions[next] != Direction.Right; next++)
                if (directions[next] == Direction.Left) end = next;
            texts.Reverse(i, end - i + 1);
            i = end;
        }
    }

    private static Direction DirectionOf(string text)
    {
        if (Has(text)) return Direction.Right;
        return text.Any(char.IsLetterOrDigit) ? Direction.Left : Direction.None;
    }

    // Hebrew, Arabic and their neighbours, with the shapes of letters that older programs write.
    private static bool IsRightToLeft(char c) =>
        c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') && !char.IsDigit(c);
}
