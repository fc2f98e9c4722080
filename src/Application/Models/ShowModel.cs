using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>All that the model server tells of one installed model.</summary>
public sealed record ShowModelQuery(string Name) : IRequest<Result<ModelPage>>;

/// <param name="Details">Null while the model server is away; then <paramref name="DetailsError"/> says why.</param>
public sealed record ModelPage(InstalledModelRow Row, string Digest, ModelDetails? Details, string? DetailsError);

internal sealed class ShowModelHandler(IApplicationDbContext db, IModelServer server, IMediator mediator)
    : IRequestHandler<ShowModelQuery, Result<ModelPage>>
{
    public async Task<Result<ModelPage>> Handle(ShowModelQuery request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return AppError.Invalid("model.name", ModelName.Rule);

        var rows = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!rows.IsSuccess) return rows.Error;
        var row = rows.Value.FirstOrDefault(r => ModelName.Parse(r.Name) == name);
        if (row is null) return ModelServerErrors.ModelMissing(name);

        var digest = await db.Models.AsNoTracking().Where(m => m.Name == name).Select(m => m.Facts.Digest).FirstAsync(cancellationToken);
        var details = await server.ShowAsync(name, cancellationToken);
        return new ModelPage(row, digest, details.IsSuccess ? details.Value : null, details.Error?.Detail);
    }
}
