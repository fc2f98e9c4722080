using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Deletes an installed model from the model server. Chats that used it stay.</summary>
public sealed record DeleteModelCommand(string Name) : IRequest<Result>, IRootOnly;

internal sealed class DeleteModelHandler(IApplicationDbContext db, IModelServer server, IModelServerMonitor monitor)
    : IRequestHandler<DeleteModelCommand, Result>
{
    public async Task<Result> Handle(DeleteModelCommand request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return AppError.Invalid("model.name", ModelName.Rule);

        var isAnswering = await db.Messages.IgnoreQueryFilters(new[] { IApplicationDbContext.OwnerFilter })
            .AnyAsync(m => m.Model == name && (m.Status == MessageStatus.Queued || m.Status == MessageStatus.Streaming), cancellationToken);
        if (isAnswering)
            return AppError.Conflict("model.answering", $"{name} is answering in a chat just now. Delete it when the answer is complete.");

        var deleted = await server.DeleteAsync(name, cancellationToken);
        await monitor.RefreshAsync(TimeSpan.Zero, cancellationToken);
        return deleted;
    }
}
