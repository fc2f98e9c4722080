using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public sealed record DeleteModelCommand(string Name) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.delete", Name);
}

internal sealed class DeleteModelHandler(IApplicationDbContext db, IModelServer server, IModelServerMonitor monitor)
    : IRequestHandler<DeleteModelCommand, Result>
{
    private static readonly TimeSpan MaxStatusAge = TimeSpan.FromSeconds(1);

    public async Task<Result> Handle(DeleteModelCommand request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return ModelErrors.BadName;

        // Names the users but not their chats: titles are private.
        var waiting = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(m => m.Model == name && (m.Status == MessageStatus.Queued || m.Status == MessageStatus.Streaming))
            .Join(db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]), m => m.ChatId, c => c.Id, (_, c) => c.OwnerId)
            .Join(db.Users, owner => owner, u => u.Id, (_, u) => u.Name)
            .Distinct().OrderBy(n => n).ToListAsync(cancellationToken);
        if (waiting.Count > 0)
            return AppError.Conflict("model.answering", name, string.Join(", ", waiting));

        // A model that is deleted while loaded stays in memory and cannot be unloaded by name any more [168].
        var status = await monitor.RefreshAsync(MaxStatusAge, cancellationToken);
        if (status.Running.Any(m => m.Name == name)) await server.UnloadAsync(name, cancellationToken);

        var deleted = await server.DeleteAsync(name, cancellationToken);
        await monitor.RefreshAsync(TimeSpan.Zero, cancellationToken);
        return deleted;
    }
}
