using System.Text;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Text and code in units of 400 lines, or fewer where lines are long.</summary>
internal static class LineUnits
{
    private const int MaxLines = 400;
    private const int MaxCharacters = 50_000;

    public static void Read(string text, UnitWriter units)
    {
        var unit = new StringBuilder();
        var (number, line, first) = (0, 0, 1);
        foreach (var part in text.AsSpan().EnumerateLines())
        {
            if (unit.Length > 0 && (line - first + 1 >= MaxLines || unit.Length + part.Length > MaxCharacters))
            {
                units.Unit(++number, UnitLabels.Lines(first, line), unit.ToString());
                unit.Clear();
                first = line + 1;
            }

            unit.Append(part).Append('\n');
            line++;
        }

        units.Unit(number + 1, UnitLabels.Lines(first, line), unit.ToString());
    }
}
