using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Tells copies and variants, which are only here, from what comes from a registry.</summary>
internal sealed class ModelOrigins(IApplicationDbContext db, IModelServer server)
{
    public async Task<bool> IsLocalAsync(Model model, CancellationToken cancellationToken)
    {
        if (model.Origin != ModelOrigin.Unknown) return model.Origin == ModelOrigin.Local;

        // Made beside the portal, a variant names its base [161]. What a registry has names none, or a path on its maker's machine.
        var details = await server.ShowAsync(model.Name, cancellationToken);
        return details.IsSuccess && ModelName.TryParse(details.Value.ParentModel, out _);
    }

    /// <summary>Notes that a model was made here.</summary>
    public async Task MarkLocalAsync(ModelName name, CancellationToken cancellationToken)
    {
        if (await db.Models.FirstOrDefaultAsync(m => m.Name == name, cancellationToken) is not { } made) return;
        made.SetOrigin(ModelOrigin.Local);
        await db.SaveChangesAsync(cancellationToken);
    }
}
