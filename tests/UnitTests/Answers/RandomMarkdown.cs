using System.Text;

namespace ChatAi.UnitTests.Answers;

/// <summary>Markdown of the kinds that models write in any nesting.</summary>
/// <param name="isTidy">Without what readers of Markdown understand in different ways, such as markers that stand in a bit.</param>
internal sealed class RandomMarkdown(int seed, bool isTidy)
{
    private const int Plain = 8;

    private static readonly string[] Words =
    [
        "word",
        "*em*",
        "**strong**",
        "`code`",
        "[link](https://example.org)",
        "~~gone~~",
        "$a_1 * b_1$",
        "\\(c_1\\)",
        "3.",
        "a|b",
        "-",
        "1)",
        "ünï",
        "\\*",
        "snake_case",
        "2 * 3",
        "#hash",
        "`x",
        "**",
        "&amp;",
        "<b>",
        "$5",
        "$$",
        "\\[",
        "\\]",
        "\\(",
    ];

    private readonly Random _random = new(seed);

    public string Text(int blocks)
    {
        var text = new StringBuilder();
        foreach (var line in Blocks(blocks, 0)) text.Append(line).Append('\n');
        return text.ToString();
    }

    private List<string> Blocks(int count, int depth)
    {
        var lines = new List<string>();
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && (isTidy || _random.Next(8) > 0)) lines.AddRange(Enumerable.Repeat("", 1 + _random.Next(8) / 7));
            if (!isTidy && _random.Next(10) == 0) lines.AddRange(["[r]: https://example.org/r", ""]);
            lines.AddRange(_random.Next(depth > 2 ? 4 : 10) switch
            {
                0 or 1 => Paragraph(),
                2 => [new string('#', 1 + _random.Next(3)) + " " + Line()],
                3 => Code(),
                4 => Table(),
                5 => Within("> ", "> ", Blocks(1 + _random.Next(3), depth + 1)),
                6 => Formula(),
                _ => List(depth),
            });
        }

        return lines;
    }

    private List<string> List(int depth)
    {
        var isOrdered = _random.Next(2) == 0;
        var bullet = "-*+"[_random.Next(3)];
        var number = _random.Next(3) == 0 ? _random.Next(120) : 1;
        var pad = !isTidy && _random.Next(5) == 0 ? _random.Next(1, 4) : 0;
        var gap = !isTidy && _random.Next(4) == 0 ? _random.Next(2, 4) : 1;
        var looseness = _random.Next(3);
        var lines = new List<string>();
        for (var i = 0; i < 1 + _random.Next(6); i++)
        {
            if (i > 0 && (looseness == 1 || (looseness == 2 && _random.Next(6) == 0))) lines.Add("");
            var marker = new string(' ', pad) + (isOrdered ? $"{number + i}." : bullet.ToString()) + new string(' ', gap);
            var content = _random.Next(4) == 0 ? Blocks(1 + _random.Next(3), depth + 1) : [(_random.Next(6) == 0 ? "[ ] " : "") + Line()];
            if (_random.Next(5) == 0) content = [.. content, .. List(Math.Min(depth + 1, 4)).Take(depth > 3 ? 1 : 20)];
            lines.AddRange(Within(marker, new string(' ', marker.Length), content));
        }

        return lines;
    }

    private List<string> Table()
    {
        var columns = 1 + _random.Next(4);
        var lines = new List<string>
        {
            Row(columns),
            "|"
                + string.Concat(
                    Enumerable.Range(0, columns).Select(_ => (string[])[" --- |", ":--|", "--:|", ":-:|"]).Select(d => d[_random.Next(4)])
                ),
        };
        for (var i = _random.Next(7); i > 0; i--)
            lines.Add(Row(_random.Next(6) == 0 ? _random.Next(1, 6) : columns));
        return lines;
    }

    private string Row(int columns) =>
        "| " + string.Join(" | ", Enumerable.Range(0, columns).Select(_ => Line(2).Replace("|", "", StringComparison.Ordinal))) + " |";

    private List<string> Code()
    {
        var fence = new string("`~"[_random.Next(2)], 3 + _random.Next(2));
        return
        [
            fence + (_random.Next(2) == 0 ? "cs" : ""),
            .. Enumerable
                .Range(0, _random.Next(5))
                .Select(_ => _random.Next(4) == 0 ? "" : new string(' ', _random.Next(5)) + Line() + ";"),
            fence,
        ];
    }

    private List<string> Formula() =>
        _random.Next(2) == 0 ? ["\\[", "- a_1 \\\\", "= *b*", "\\]"] : [$"$${_random.Next(9)} * x_1$$"];

    private List<string> Paragraph() => [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => "w" + Line())];

    private string Line(int longest = 7) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, 1 + _random.Next(longest))
                .Select(_ => Words[_random.Next(!isTidy && _random.Next(3) == 0 ? Words.Length : Plain)])
        );

    private static List<string> Within(string first, string others, List<string> lines) =>
        [.. lines.Select((line, i) => (i == 0 ? first : line.Length == 0 ? others.TrimEnd() : others) + line)];
}
