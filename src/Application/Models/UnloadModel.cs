using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record UnloadModelCommand(string Name) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.unload", Name);
}

internal sealed class UnloadModelHandler(IModelServer server, IModelServerMonitor monitor) : IRequestHandler<UnloadModelCommand, Result>
{
    public async Task<Result> Handle(UnloadModelCommand request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return ModelErrors.BadName;

        var done = await server.UnloadAsync(name, cancellationToken);
        await monitor.RefreshAsync(TimeSpan.Zero, cancellationToken);
        return done;
    }
}
