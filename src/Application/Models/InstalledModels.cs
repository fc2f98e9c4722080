using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>
/// Asks the model server before it says that a model is not installed: it may have been created beside the portal a moment ago.
/// </summary>
internal sealed class InstalledModels(IApplicationDbContext db, IModelServerMonitor server)
{
    public Task<Model?> FindAsync(ModelName name, CancellationToken cancellationToken) =>
        FindAsync(db.Models.AsNoTracking(), name, cancellationToken);

    /// <param name="models">Those that count, tracked or not.</param>
    public async Task<Model?> FindAsync(IQueryable<Model> models, ModelName name, CancellationToken cancellationToken)
    {
        var known = await models.FirstOrDefaultAsync(m => m.Name == name, cancellationToken);
        if (known is not null) return known;

        await server.RefreshAsync(TimeSpan.Zero, cancellationToken);
        return await models.FirstOrDefaultAsync(m => m.Name == name, cancellationToken);
    }
}
