using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>All that the model server tells of one installed model.</summary>
public sealed record ShowModelQuery(string Name) : IRequest<Result<ModelPage>>;

/// <param name="ParentModel">The installed model that it was made from, else null.</param>
/// <param name="Layers">What it is made of, largest first; empty where the portal cannot see the model server's files.</param>
/// <param name="Details">Null while the model server is away; then <paramref name="DetailsError"/> says why.</param>
public sealed record ModelPage(
    InstalledModelRow Row, string Digest, string? ParentModel, IReadOnlyList<ModelLayer> Layers, ModelDetails? Details, string? DetailsError);

internal sealed class ShowModelHandler(
    IApplicationDbContext db, IModelServer server, IModelServerMonitor monitor, IModelLayers layers, IMediator mediator)
    : IRequestHandler<ShowModelQuery, Result<ModelPage>>
{
    public async Task<Result<ModelPage>> Handle(ShowModelQuery request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return AppError.Invalid("model.name", ModelName.Rule);

        var rows = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!rows.IsSuccess) return rows.Error;
        var row = rows.Value.FirstOrDefault(r => ModelName.Parse(r.Name) == name);
        if (row is null) return ModelServerErrors.ModelMissing(name);

        var model = await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == name, cancellationToken);
        if (model is null) return ModelServerErrors.ModelMissing(name);
        var parent = ModelName.TryParse(model.ParentModel, out var from) && rows.Value.Any(r => ModelName.Parse(r.Name) == from) ? from.ToString() : null;

        // A server that is known to be away would only make the page wait.
        var status = monitor.Current;
        Result<ModelDetails> details = status is { AskedAt: not null, IsConnected: false, Error: { } error }
            ? error
            : await server.ShowAsync(name, cancellationToken);
        return new ModelPage(
            row, model.Facts.Digest, parent, await layers.OfAsync(name, cancellationToken),
            details.IsSuccess ? details.Value : null, details.Error?.Detail);
    }
}
