using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Ends a download, or takes a failed one off the list.</summary>
public sealed record CancelPullCommand(ModelPullId Id) : IRequest<Result>, IRootOnly;

internal sealed class CancelPullHandler(IApplicationDbContext db, IPullQueue queue) : IRequestHandler<CancelPullCommand, Result>
{
    public async Task<Result> Handle(CancelPullCommand request, CancellationToken cancellationToken)
    {
        var pull = await db.ModelPulls.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.Id, cancellationToken);
        if (pull is null) return AppError.NotFound("pull.not-found", "There is no such download. It may have ended already.");

        await queue.CancelAsync(request.Id, cancellationToken);
        return Result.Success;
    }
}
