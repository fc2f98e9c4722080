using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatAi.OllamaSimulator;

/// <summary>Faults as words: <c>error-line after=5</c>, <c>slow-load 5s</c>, <c>registry-dies after=30 10s</c>.</summary>
public static partial class FaultText
{
    /// <summary>The first <c>[[fault:…]]</c> in a prompt; null when there is none.</summary>
    public static Fault? FindIn(string prompt) =>
        Marker().Match(prompt) is { Success: true } match ? Parse(match.Groups["fault"].Value) : null;

    /// <summary>Null for a word that is no fault.</summary>
    public static Fault? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length == 0
            || !Enum.TryParse<FaultKind>(words[0].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind)
        )
            return null;
        var fault = new Fault(kind);
        foreach (var word in words[1..])
        {
            if (
                word.StartsWith("after=", StringComparison.Ordinal)
                && int.TryParse(word["after=".Length..], CultureInfo.InvariantCulture, out var after)
            )
                fault = fault with { After = after };
            else if (GoTime.TryParse(word, out var delay))
                fault = fault with { Delay = delay };
        }
        return fault;
    }

    [GeneratedRegex(@"\[\[fault:(?<fault>[^\]]+)\]\]")]
    private static partial Regex Marker();
}
