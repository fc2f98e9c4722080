using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Updates all installed models that come from a registry, after the downloads that people wait for.</summary>
public sealed record UpdateModelsCommand : IRequest<Result<int>>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("model.update-all");
}

internal sealed class UpdateModelsHandler(
    IApplicationDbContext db, IPullQueue queue, IModelServerMonitor server, ModelOrigins origins, PullRules rules, ICurrentUser user,
    TimeProvider time)
    : IRequestHandler<UpdateModelsCommand, Result<int>>
{
    private static readonly AppError NothingToUpdate = AppError.Conflict("models.nothing-to-update");

    private static readonly AppError DownloadStarted = AppError.Conflict("models.download-begun");

    private static readonly TimeSpan MaxStatusAge = TimeSpan.FromSeconds(5);

    public async Task<Result<int>> Handle(UpdateModelsCommand request, CancellationToken cancellationToken)
    {
        var status = await server.RefreshAsync(MaxStatusAge, cancellationToken);
        if (!status.IsConnected) return status.Error ?? ModelServerErrors.Refused();

        var open = await db.ModelPulls.Open().Select(p => p.Model).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var pulls = new List<ModelPull>();
        foreach (var model in await db.Models.AsNoTracking().OrderBy(m => m.Name).ToListAsync(cancellationToken))
        {
            if (open.Contains(model.Name) || rules.Refuse(model.Name) is not null || await origins.IsLocalAsync(model, cancellationToken))
                continue;
            pulls.Add(ModelPull.Ask(model.Name, user.RequireId(), now, isUpdate: true));
        }

        if (pulls.Count == 0) return NothingToUpdate;
        db.ModelPulls.AddRange(pulls);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException conflict) when (db.IsConflict(conflict))
        {
            return DownloadStarted;
        }

        var by = await db.NameOfAsync(user, cancellationToken);
        foreach (var pull in pulls) queue.Wake(pull, by);
        return pulls.Count;
    }
}
