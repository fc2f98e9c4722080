using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

/// <summary>Shows or hides a model for members. Their chats with it stay, but need another model to continue.</summary>
public sealed record ShowModelToMembersCommand(string Name, bool IsVisible) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel(IsVisible ? "model.show" : "model.hide", Name) with { InOneSave = true };
}

internal sealed class ShowModelToMembersHandler(IApplicationDbContext db, InstalledModels installed)
    : IRequestHandler<ShowModelToMembersCommand, Result>
{
    public async Task<Result> Handle(ShowModelToMembersCommand request, CancellationToken cancellationToken)
    {
        if (!ModelName.TryParse(request.Name, out var name)) return ModelErrors.BadName;
        var model = await installed.FindAsync(db.Models, name, cancellationToken);
        if (model is null) return ModelErrors.ModelMissing(name);

        model.ShowToMembers(request.IsVisible);
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    }
}
