using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Prevents a new model from replacing an existing one, which Ollama does silently.</summary>
internal sealed class NewModelName(IApplicationDbContext db, InstalledModels installed)
{
    public async Task<AppError?> WhyNotAsync(ModelName name, CancellationToken cancellationToken) => name.HasReservedTag
        ? AppError.Invalid("model.reserved-tag", $"Ollama reserves the tags local, cloud and …-cloud. Choose another one than {name.Tag}.")
        : await IsInstalledAsync(name, cancellationToken)
            ? AppError.Conflict("model.name-taken", $"{name} is installed already. Choose another name or tag.")
            : await db.ModelPulls.Open().AnyAsync(p => p.Model == name, cancellationToken)
                ? AppError.Conflict("model.name-taken", $"{name} is being downloaded. Choose another name or tag.")
                : null;

    private async Task<bool> IsInstalledAsync(ModelName name, CancellationToken cancellationToken)
    {
        var models = db.Models.IgnoreQueryFilters([IApplicationDbContext.RemoteFilter]).AsNoTracking();
        return await installed.FindAsync(models, name, cancellationToken) is not null;
    }
}
