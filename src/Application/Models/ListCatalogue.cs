using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public sealed record ListCatalogueQuery : IRequest<Result<IReadOnlyList<CatalogueRow>>>;

public sealed record CatalogueRow(CatalogueEntry Entry, bool IsInstalled);

internal sealed class ListCatalogueHandler(IApplicationDbContext db, ICatalogue catalogue)
    : IRequestHandler<ListCatalogueQuery, Result<IReadOnlyList<CatalogueRow>>>
{
    public async Task<Result<IReadOnlyList<CatalogueRow>>> Handle(ListCatalogueQuery request, CancellationToken cancellationToken)
    {
        var models = await db.Models.AsNoTracking().Select(m => m.Name).ToListAsync(cancellationToken);
        var names = models.Select(n => n.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var entries = catalogue.Entries;

        // "latest" is an alias of one of the sizes: installing either one installs both.
        var twins = entries.Where(e => names.Contains(e.Name)).Select(Content).ToHashSet();
        return Result<IReadOnlyList<CatalogueRow>>.Of(
            [.. entries.Select(e => new CatalogueRow(e, names.Contains(e.Name) || (HasTwin(e) && twins.Contains(Content(e)))))]);

        bool HasTwin(CatalogueEntry entry) => entry.Tag == "latest" || names.Contains($"{entry.Family}:latest");
    }

    private static (string Family, string ParameterSize, long Size, string Quantization) Content(CatalogueEntry entry) =>
        (entry.Family, entry.ParameterSize, entry.Size, entry.Quantization);
}
