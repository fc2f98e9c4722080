using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>The downloads as they are and then as they change; with a name, only that model's newest one up to its end.</summary>
public sealed record FollowDownloadsQuery(string? Name = null) : IRequest<Result<IAsyncEnumerable<PullProgress>>>;

internal sealed class FollowDownloadsHandler(IApplicationDbContext db, IPullQueue queue, IMediator mediator)
    : IRequestHandler<FollowDownloadsQuery, Result<IAsyncEnumerable<PullProgress>>>
{
    public async Task<Result<IAsyncEnumerable<PullProgress>>> Handle(FollowDownloadsQuery request, CancellationToken cancellationToken)
    {
        if (request.Name is null)
        {
            var all = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
            return all.IsSuccess
                ? Result<IAsyncEnumerable<PullProgress>>.Of(FollowAsync(all.Value, null, CancellationToken.None))
                : all.Error;
        }

        if (!ModelName.TryParse(request.Name, out var name)) return AppError.Invalid("model.name", ModelName.Rule);
        var pull = await db.ModelPulls.AsNoTracking()
            .Where(p => p.Model == name).OrderByDescending(p => p.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (pull is null) return AppError.NotFound("pull.not-found", $"{name} is not being downloaded.");

        var now = queue.Find(pull.Id) ?? PullProgress.Of(pull);
        return Result<IAsyncEnumerable<PullProgress>>.Of(FollowAsync([now], pull.Id, CancellationToken.None));
    }

    private async IAsyncEnumerable<PullProgress> FollowAsync(
        IReadOnlyList<PullProgress> now, ModelPullId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var progress in now) yield return progress;
        if (only is not null && now is [{ HasEnded: true }]) yield break;
        await foreach (var progress in queue.FollowAsync(only, cancellationToken)) yield return progress;
    }
}
