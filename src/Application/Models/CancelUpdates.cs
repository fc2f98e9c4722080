using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public sealed record CancelUpdatesCommand : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("model.update-cancel");
}

internal sealed class CancelUpdatesHandler(IApplicationDbContext db, IPullQueue queue, ICurrentUser user)
    : IRequestHandler<CancelUpdatesCommand, Result>
{
    public async Task<Result> Handle(CancelUpdatesCommand request, CancellationToken cancellationToken)
    {
        var by = await db.NameOfAsync(user, cancellationToken);

        // Queued ones first, so that none starts while another is being cancelled.
        var open = await db
            .ModelPulls.AsNoTracking()
            .Open()
            .Where(p => p.IsUpdate)
            .OrderBy(p => p.Status)
            .Select(p => p.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in open)
            await queue.CancelAsync(id, by, cancellationToken);
        return Result.Success;
    }
}
