using System.Globalization;

namespace ChatAi.Benchmarks;

/// <summary>An answer of numbered words in paragraphs, lists and code: a reader sees by the last number what has come.</summary>
internal static class Words
{
    private const int Cycle = 120;
    private const int Digits = 5;

    public static IReadOnlyList<string> Of(int count) => [.. Enumerable.Range(0, count).Select(Piece)];

    /// <returns>The number of the last whole word; -1 when there is none.</returns>
    public static int Last(ReadOnlySpan<byte> utf8)
    {
        while (utf8.LastIndexOf((byte)'w') is >= 0 and var at)
        {
            if (
                utf8.Length > at + Digits
                && int.TryParse(utf8.Slice(at + 1, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
                return number;
            utf8 = utf8[..at];
        }

        return -1;
    }

    private static string Piece(int index)
    {
        var word = string.Create(CultureInfo.InvariantCulture, $"w{index:00000}");
        return (index % Cycle) switch
        {
            0 => index == 0 ? $"{word} " : $"\n\n{word} ",
            < 60 => index % 10 == 5 ? $"**{word}** " : $"{word} ",
            60 => $"\n\n- {word} ",
            70 or 80 => $"\n- {word} ",
            90 => $"\n\n```\n{word} ",
            100 or 110 => $"\n{word} ",
            Cycle - 1 => $"{word}\n```",
            _ => $"{word} ",
        };
    }
}
