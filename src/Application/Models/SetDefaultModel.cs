using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

/// <summary>Sets the default model for users who have not chosen one.</summary>
public sealed record SetDefaultModelCommand(string? Name) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.default", Name);
}

internal sealed class SetDefaultModelHandler(IApplicationDbContext db, InstalledModels installed)
    : IRequestHandler<SetDefaultModelCommand, Result>
{
    public async Task<Result> Handle(SetDefaultModelCommand request, CancellationToken cancellationToken)
    {
        ModelName? name = null;
        if (!string.IsNullOrEmpty(request.Name))
        {
            if (!ModelName.TryParse(request.Name, out name)) return ModelErrors.BadName;
            var model = await installed.FindAsync(name, cancellationToken);
            if (model is null) return ModelErrors.ModelMissing(name);
            if (model.RemoteHost is { } host) return ModelErrors.RemoteDefault(name, host);
            if (!model.CanChat) return ModelErrors.NotCapable(name, "chat");
        }

        return await db.ChangePolicyAsync(policy => policy.SetDefault(name), cancellationToken);
    }
}
