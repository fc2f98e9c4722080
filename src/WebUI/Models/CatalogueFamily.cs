using ChatAi.Application.Models;

namespace ChatAi.WebUI.Models;

/// <summary>The catalogue's entries of one name, which differ in size.</summary>
/// <param name="Chosen">The one that is offered first: what <c>latest</c> stands for, or the first.</param>
public sealed record CatalogueFamily(string Name, CatalogueEntry Chosen, IReadOnlyList<CatalogueEntry> Sizes, IReadOnlyList<string> Capabilities)
{
    public static IReadOnlyList<CatalogueFamily> Fold(IReadOnlyList<CatalogueEntry> entries) =>
        [.. entries.GroupBy(e => e.Family).Select(Of)];

    /// <summary>How a size is called among its siblings: <c>8b</c>.</summary>
    public static string Label(CatalogueEntry size) =>
        size is { Tag: "latest", ParameterSize.Length: > 0 } ? size.ParameterSize.ToLowerInvariant() : size.Tag;

    private static CatalogueFamily Of(IGrouping<string, CatalogueEntry> family)
    {
        // "latest" is another name for one of the sizes, so it only stands by itself when none is the same.
        var latest = family.FirstOrDefault(e => e.Tag == "latest");
        var sizes = family.Where(e => e != latest).OrderBy(e => e.Size).ToList();
        var same = sizes.Find(e => latest is not null && e.Size == latest.Size && e.ParameterSize == latest.ParameterSize);
        if (latest is not null && same is null) sizes.Insert(0, latest);

        return new CatalogueFamily(
            family.Key, same ?? latest ?? sizes[0], sizes, [.. family.SelectMany(e => e.Capabilities).Distinct()]);
    }
}
