using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public sealed record ListDownloadsQuery : IRequest<Result<IReadOnlyList<PullProgress>>>;

internal sealed class ListDownloadsHandler(IApplicationDbContext db, IPullQueue queue, TimeProvider time)
    : IRequestHandler<ListDownloadsQuery, Result<IReadOnlyList<PullProgress>>>
{
    private static readonly TimeSpan FailuresAreShownFor = TimeSpan.FromDays(1);

    public async Task<Result<IReadOnlyList<PullProgress>>> Handle(ListDownloadsQuery request, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - FailuresAreShownFor;
        var pulls = await db.ModelPulls.AsNoTracking()
            .Where(p => p.Status == PullStatus.Queued || p.Status == PullStatus.Running || p.Status == PullStatus.Paused
                || (p.Status == PullStatus.Failed && p.EndedAt > since
                    && !db.ModelPulls.Any(later => later.Model == p.Model && later.CreatedAt > p.CreatedAt)))
            .OrderBy(p => p.IsUpdate).ThenBy(p => p.CreatedAt).ThenBy(p => p.Id)
            .ToListAsync(cancellationToken);
        var names = await db.NamesOfAsync(pulls, cancellationToken);
        var rows = pulls.ConvertAll(p => queue.Find(p.Id) ?? PullProgress.Of(p, names.GetValueOrDefault(p.AskedBy)));
        var place = 0;
        return Result<IReadOnlyList<PullProgress>>.Of([.. rows
            .Where(r => !r.IsQuiet)
            .Select(r => r.IsInQueue ? r with { Place = ++place } : r)]);
    }
}
