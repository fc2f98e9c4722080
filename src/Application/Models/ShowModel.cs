using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record ShowModelQuery(string Name) : IRequest<Result<ModelPage>>;

/// <param name="Layers">Largest first; empty if the portal cannot see the files.</param>
/// <param name="Details">Null while the model server is disconnected; <paramref name="DetailsError"/> says why.</param>
public sealed record ModelPage(
    InstalledModelRow Row,
    string Digest,
    string? ParentModel,
    IReadOnlyList<ModelLayer> Layers,
    ModelDetails? Details,
    Reason? DetailsError
);

internal sealed class ShowModelHandler(
    IApplicationDbContext db, IModelServer server, IModelServerMonitor monitor, IModelLayers layers, InstalledModels installed,
    InstalledRows rows)
    : IRequestHandler<ShowModelQuery, Result<ModelPage>>
{
    public async Task<Result<ModelPage>> Handle(ShowModelQuery request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return ModelErrors.BadName;

        var model = await installed.FindAsync(name, cancellationToken);
        var row = (await rows.OfAsync(db.Models.Where(m => m.Name == name), cancellationToken)).FirstOrDefault();
        if (row is null || model is null) return ModelErrors.ModelMissing(name);
        var parent = ModelName.TryParse(model.ParentModel, out var from)
            ? (await rows.OfAsync(db.Models.Where(m => m.Name == from), cancellationToken)).FirstOrDefault()?.Name
            : null;

        // A server known to be disconnected would only delay the page.
        var status = monitor.Current;
        Result<ModelDetails> details = status is { AskedAt: not null, IsConnected: false, Error: { } error }
            ? error
            : await server.ShowAsync(name, cancellationToken);
        return new ModelPage(
            row, model.Facts.Digest, parent, await layers.OfAsync(name, cancellationToken),
            details.IsSuccess ? details.Value : null, Explain(name, details.Error)?.Reason);
    }

    // The model is listed, so its file must be missing.
    private static AppError? Explain(ModelName name, AppError? error) =>
        error is { Code: ModelErrors.MissingCode } ? ModelErrors.FileGone(name) : error;
}
