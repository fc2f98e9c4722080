using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

internal sealed class ModelOrigins(IApplicationDbContext db, IModelServer server)
{
    public async Task<bool> IsLocalAsync(Model model, CancellationToken cancellationToken)
    {
        if (model.Origin != ModelOrigin.Unknown) return model.Origin == ModelOrigin.Local;

        // A variant created outside the portal names its base [161]. Registry models name none, or a path on their maker's machine.
        var details = await server.ShowAsync(model.Name, cancellationToken);
        return details.IsSuccess && ModelName.TryParse(details.Value.ParentModel, out _);
    }

    public async Task MarkLocalAsync(ModelName name, CancellationToken cancellationToken)
    {
        if (await db.Models.FirstOrDefaultAsync(m => m.Name == name, cancellationToken) is not { } made) return;
        made.SetOrigin(ModelOrigin.Local);
        await db.SaveChangesAsync(cancellationToken);
    }
}
