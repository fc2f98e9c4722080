using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Asks the model server before reporting a model as missing: it may have been created there a moment ago.</summary>
internal sealed class InstalledModels(IApplicationDbContext db, IModelServerMonitor server)
{
    public Task<Model?> FindAsync(ModelName name, CancellationToken cancellationToken) =>
        FindAsync(db.Models.AsNoTracking(), name, cancellationToken);

    public async Task<Model?> FindAsync(IQueryable<Model> models, ModelName name, CancellationToken cancellationToken)
    {
        var known = await models.FirstOrDefaultAsync(m => m.Name == name, cancellationToken);
        if (known is not null) return known;

        await server.RefreshAsync(TimeSpan.Zero, cancellationToken);
        return await models.FirstOrDefaultAsync(m => m.Name == name, cancellationToken);
    }
}
