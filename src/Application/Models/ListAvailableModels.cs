using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record ListAvailableModelsQuery : IRequest<Result<IReadOnlyList<CatalogueEntry>>>;

internal sealed class ListAvailableModelsHandler(IMediator mediator)
    : IRequestHandler<ListAvailableModelsQuery, Result<IReadOnlyList<CatalogueEntry>>>
{
    public async Task<Result<IReadOnlyList<CatalogueEntry>>> Handle(ListAvailableModelsQuery request, CancellationToken cancellationToken)
    {
        var rows = await mediator.Send(new ListCatalogueQuery(), cancellationToken);
        return rows.IsSuccess
            ? Result<IReadOnlyList<CatalogueEntry>>.Of([.. rows.Value.Where(r => !r.IsInstalled).Select(r => r.Entry)])
            : rows.Error;
    }
}
