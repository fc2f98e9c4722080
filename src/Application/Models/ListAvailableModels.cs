using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>What the catalogue offers and is not installed yet, in the catalogue's order.</summary>
public sealed record ListAvailableModelsQuery : IRequest<Result<IReadOnlyList<CatalogueEntry>>>;

internal sealed class ListAvailableModelsHandler(IApplicationDbContext db, ICatalogue catalogue)
    : IRequestHandler<ListAvailableModelsQuery, Result<IReadOnlyList<CatalogueEntry>>>
{
    public async Task<Result<IReadOnlyList<CatalogueEntry>>> Handle(
        ListAvailableModelsQuery request, CancellationToken cancellationToken)
    {
        var installed = await db.Models.AsNoTracking().Select(m => m.Name).ToListAsync(cancellationToken);
        var names = installed.Select(n => n.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Result<IReadOnlyList<CatalogueEntry>>.Of([.. catalogue.Entries.Where(e => !names.Contains(e.Name))]);
    }
}
