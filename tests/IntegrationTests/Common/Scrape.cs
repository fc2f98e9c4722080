using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatAi.IntegrationTests.Common;

/// <summary>What stands at <c>/metrics</c>, in the text format of Prometheus.</summary>
internal sealed partial class Scrape
{
    private readonly List<(string Name, string Labels, double Value)> _series;

    private Scrape(string text)
    {
        Text = text;
        _series = [.. Line().Matches(text).Select(m => (
            m.Groups["name"].Value, m.Groups["labels"].Value, double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture)))];
    }

    public string Text { get; }

    /// <summary>The names of all that is told, as its type says them.</summary>
    public IEnumerable<string> Names => Kind().Matches(Text).Select(m => m.Groups["name"].Value);

    public static async Task<Scrape> OfAsync(Uri address)
    {
        using var visitor = new Visitor(address);
        return new Scrape(await visitor.PageAsync("/metrics"));
    }

    /// <summary>The sum of all series of a name that have these labels; null where there is none.</summary>
    /// <param name="labels">Such as <c>end="complete"</c>.</param>
    public double? Value(string name, params string[] labels)
    {
        var found = _series.Where(s => s.Name == name && labels.All(label => s.Labels.Contains(label, StringComparison.Ordinal))).ToList();
        return found.Count == 0 ? null : found.Sum(s => s.Value);
    }

    [GeneratedRegex(
        @"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>[^ \n]+)( \d+)?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Line();

    [GeneratedRegex(@"^# TYPE (?<name>\S+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Kind();
}
