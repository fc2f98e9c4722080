using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

/// <summary>All that the model server tells of one installed model.</summary>
public sealed record ShowModelQuery(string Name) : IRequest<Result<ModelPage>>;

/// <param name="ParentModel">The installed model that it was made from, else null.</param>
/// <param name="Layers">What it is made of, largest first; empty where the portal cannot see the model server's files.</param>
/// <param name="Details">Null while the model server is away; then <paramref name="DetailsError"/> says why.</param>
public sealed record ModelPage(
    InstalledModelRow Row,
    string Digest,
    string? ParentModel,
    IReadOnlyList<ModelLayer> Layers,
    ModelDetails? Details,
    string? DetailsError
);

internal sealed class ShowModelHandler(
    IApplicationDbContext db, IModelServer server, IModelServerMonitor monitor, IModelLayers layers, InstalledModels installed,
    InstalledRows rows, ICurrentUser user)
    : IRequestHandler<ShowModelQuery, Result<ModelPage>>
{
    public async Task<Result<ModelPage>> Handle(ShowModelQuery request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return AppError.Invalid("model.name", ModelName.Rule);

        var more = await installed.FindAsync(name, cancellationToken);
        var row = (await rows.OfAsync(db.Models.Where(m => m.Name == name), cancellationToken)).FirstOrDefault();
        if (row is null || more is null) return ModelErrors.ModelMissing(name);
        var parent = ModelName.TryParse(more.ParentModel, out var from)
            ? (await rows.OfAsync(db.Models.Where(m => m.Name == from), cancellationToken)).FirstOrDefault()?.Name
            : null;

        // A server that is known to be away would only make the page wait.
        var status = monitor.Current;
        Result<ModelDetails> details = status is { AskedAt: not null, IsConnected: false, Error: { } error }
            ? error
            : await server.ShowAsync(name, cancellationToken);
        return new ModelPage(
            row, more.Facts.Digest, parent, await layers.OfAsync(name, cancellationToken),
            details.IsSuccess ? details.Value : null, Explain(name, details.Error)?.TextFor(user.IsRoot));
    }

    // It is listed: what is not found is its file.
    private static AppError? Explain(ModelName name, AppError? error) =>
        error is { Code: ModelErrors.MissingCode } ? ModelErrors.FileGone(name) : error;
}
