using System.Text.RegularExpressions;
using ChatAi.Application.Models;

namespace ChatAi.WebUI.Models;

/// <summary>The catalogue's entries of one name, which differ in size.</summary>
/// <param name="Series">What it belongs to with others: <c>qwen</c> for <c>qwen3</c> and <c>qwen2.5-coder</c>.</param>
/// <param name="Chosen">The one that is offered first: what <c>latest</c> stands for, or the first that is not installed.</param>
/// <param name="ContextLength">The longest of its sizes, in tokens; null where unknown.</param>
public sealed partial record CatalogueFamily(
    string Name,
    string Series,
    CatalogueRow Chosen,
    IReadOnlyList<CatalogueRow> Sizes,
    IReadOnlyList<string> Capabilities,
    int? ContextLength
)
{
    public bool IsInstalled => Sizes.All(s => s.IsInstalled);

    public static IReadOnlyList<CatalogueFamily> Fold(IReadOnlyList<CatalogueRow> rows) =>
        [.. rows.GroupBy(r => r.Entry.Family).Select(Of)];

    /// <summary>How a size is called among its siblings: <c>8b</c>.</summary>
    public static string Label(CatalogueEntry size) =>
        size is { Tag: "latest", ParameterSize.Length: > 0 } ? size.ParameterSize.ToLowerInvariant() : size.Tag;

    private static CatalogueFamily Of(IGrouping<string, CatalogueRow> family)
    {
        // "latest" is another name for one of the sizes, so it only stands by itself when none is the same.
        var latest = family.FirstOrDefault(r => r.Entry.Tag == "latest");
        var sizes = family.Where(r => r != latest).OrderBy(r => r.Entry.Size).ToList();
        var same = sizes.Find(r =>
            latest is not null && r.Entry.Size == latest.Entry.Size && r.Entry.ParameterSize == latest.Entry.ParameterSize
        );
        if (latest is not null && same is null)
            sizes.Insert(0, latest);

        var first = same ?? latest ?? sizes[0];
        return new CatalogueFamily(
            family.Key,
            SeriesName().Match(family.Key[(family.Key.LastIndexOf('/') + 1)..]).Value.ToLowerInvariant(),
            first.IsInstalled ? sizes.Find(s => !s.IsInstalled) ?? first : first,
            sizes,
            [.. family.SelectMany(r => r.Entry.Capabilities).Distinct()],
            family.Max(r => r.Entry.ContextLength));
    }

    [GeneratedRegex("^[A-Za-z]+")]
    private static partial Regex SeriesName();
}
