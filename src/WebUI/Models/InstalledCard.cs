using ChatAi.Application.Models;

namespace ChatAi.WebUI.Models;

/// <param name="Purpose">What it is good for, in a sentence; null if unknown.</param>
/// <param name="Speed">Null if it has not answered recently.</param>
public sealed record InstalledCard(InstalledModelRow Row, string? Purpose, Speed? Speed)
{
    public static IReadOnlyList<InstalledCard> Of(
        IReadOnlyList<InstalledModelRow> rows, IReadOnlyList<CatalogueRow> catalogue, IReadOnlyDictionary<string, double> speeds)
    {
        var purposes = catalogue.ToLookup(c => c.Entry.Name, c => c.Entry.Description, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. rows.OrderByDescending(row => row.MemorySize is not null)
                .Select(row => new InstalledCard(row, purposes[row.Name].FirstOrDefault(), Speed.Of(row.Name, speeds))),
        ];
    }
}
