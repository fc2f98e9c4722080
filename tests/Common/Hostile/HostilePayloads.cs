using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ChatAi.Testing;

/// <summary>The texts of <c>payloads.txt</c>, which says what they are.</summary>
internal static partial class HostilePayloads
{
    private static readonly string[] Lines = Read();

    /// <param name="trap">Host and port of the server that nobody may ask.</param>
    public static IReadOnlyList<string> All(string trap) =>
        [.. Lines.Where(line => !line.StartsWith('#')).Select(line => Unescape(line).Replace("{trap}", trap, StringComparison.Ordinal))];

    /// <summary>Those of one group.</summary>
    public static IReadOnlyList<string> Of(string group, string trap = "trap.example") =>
        [.. Lines.SkipWhile(line => line != $"# {group}").Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Select(line => Unescape(line).Replace("{trap}", trap, StringComparison.Ordinal))];

    private static string Unescape(string line) => Escape().Replace(line, match => match.Value[1] switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'u' => ((char)ushort.Parse(match.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
        _ => "\\",
    });

    private static string[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("payloads.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0)];
    }

    [GeneratedRegex(@"\\(u[0-9a-f]{4}|[nrt\\])")]
    private static partial Regex Escape();
}
