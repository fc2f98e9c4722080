using System.Globalization;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Numbers of footnotes or endnotes, in the order in which the text refers to them.</summary>
internal sealed class WordNotes(bool areRoman)
{
    private readonly Dictionary<string, string> _marks = [];

    public string Refer(string id)
    {
        if (_marks.TryGetValue(id, out var mark)) return mark;
        var number = _marks.Count + 1;
        return _marks[id] = $"[{(areRoman ? WordNumbering.Roman(number) : number.ToString(CultureInfo.InvariantCulture))}]";
    }

    /// <returns>Null if nothing refers to it.</returns>
    public string? MarkOf(string id) => _marks.GetValueOrDefault(id);
}
