using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record LoadModelCommand(string Name) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.load", Name);
}

internal sealed class LoadModelHandler(IApplicationDbContext db, IModelServer server, IModelServerMonitor monitor)
    : IRequestHandler<LoadModelCommand, Result>
{
    public async Task<Result> Handle(LoadModelCommand request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return ModelErrors.BadName;

        var done = await server.LoadAsync(name, cancellationToken);
        await db.LearnAsync(name, done.Error, CancellationToken.None);
        await monitor.RefreshAsync(TimeSpan.Zero, cancellationToken);
        return done;
    }
}
