using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Prevents a new model from replacing an existing one, which Ollama does silently.</summary>
internal sealed class NewModelName(IApplicationDbContext db, InstalledModels installed)
{
    public async Task<AppError?> CheckAsync(ModelName name, CancellationToken cancellationToken)
    {
        if (name.HasReservedTag)
            return AppError.Invalid("model.reserved-tag", name.Tag);
        if (await IsInstalledAsync(name, cancellationToken))
            return AppError.Conflict("model.name-taken", name);
        if (await db.ModelPulls.Open().AnyAsync(p => p.Model == name, cancellationToken))
            return AppError.Conflict("model.name-downloading", name);
        return null;
    }

    private async Task<bool> IsInstalledAsync(ModelName name, CancellationToken cancellationToken)
    {
        var models = db.Models.IgnoreQueryFilters([IApplicationDbContext.RemoteFilter]).AsNoTracking();
        return await installed.FindAsync(models, name, cancellationToken) is not null;
    }
}
