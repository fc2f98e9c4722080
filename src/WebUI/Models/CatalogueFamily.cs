using System.Text.RegularExpressions;
using ChatAi.Application.Models;
using ChatAi.WebUI.Display;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Models;

/// <summary>Catalogue entries that differ only in size.</summary>
/// <param name="Series">For example <c>qwen</c> for <c>qwen3</c> and <c>qwen2.5-coder</c>.</param>
/// <param name="Chosen">The initial selection: <c>latest</c> or the size listed first, or else the smallest that is not installed.</param>
/// <param name="ContextLength">The longest, in tokens.</param>
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

    /// <summary>The text of a size in the list of sizes.</summary>
    public static string Option(CatalogueRow size, Fit? fit, IStringLocalizer<ModelTexts> texts)
    {
        var label = Label(size.Entry);
        var bytes = DisplayFormat.Bytes(size.Entry.Size);
        if (size.IsInstalled) return texts["{0}, {1}, installed", label, bytes];
        return fit?.Key switch
        {
            "fits" => texts["{0}, {1}, fits", label, bytes],
            "tight" => texts["{0}, {1}, tight", label, bytes],
            "too-large" => texts["{0}, {1}, too large", label, bytes],
            _ => $"{label}, {bytes}",
        };
    }

    private static string Label(CatalogueEntry size) =>
        size is { Tag: "latest", ParameterSize.Length: > 0 } ? size.ParameterSize.ToLowerInvariant() : size.Tag;

    private static CatalogueFamily Of(IGrouping<string, CatalogueRow> family)
    {
        // "latest" is usually an alias of one of the sizes, and then left out.
        var latest = family.FirstOrDefault(r => r.Entry.Tag == "latest");
        var sizes = family.Where(r => r != latest).OrderBy(r => r.Entry.Size).ToList();
        var same = sizes.Find(r =>
            latest is not null && r.Entry.Size == latest.Entry.Size && r.Entry.ParameterSize == latest.Entry.ParameterSize
        );
        if (latest is not null && same is null)
            sizes.Insert(0, latest);

        var first = same ?? latest ?? family.First();
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
