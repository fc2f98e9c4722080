using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Downloads as they are and then as they change; with a name, only that model's newest one until it ends.</summary>
public sealed record FollowDownloadsQuery(string? Name = null) : IRequest<Result<DownloadsFeed>>;

public sealed record DownloadsFeed(IReadOnlyList<PullProgress> Now, IAsyncEnumerable<PullProgress> Changes)
{
    public UpdatesProgress? Updates { get; init; }
}

internal sealed class FollowDownloadsHandler(IApplicationDbContext db, IPullQueue queue, IMediator mediator)
    : IRequestHandler<FollowDownloadsQuery, Result<DownloadsFeed>>
{
    public async Task<Result<DownloadsFeed>> Handle(FollowDownloadsQuery request, CancellationToken cancellationToken)
    {
        // Read before the list, so that a concurrent end is sent twice rather than never.
        var version = queue.Version;
        if (request.Name is null)
        {
            var all = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
            if (!all.IsSuccess) return all.Error;
            return new DownloadsFeed(all.Value, Follow(version, null))
            {
                Updates = await db.UpdatesAsync(askedAt: null, cancellationToken),
            };
        }

        if (!ModelName.TryParse(request.Name, out var name)) return ModelErrors.BadName;
        var pull = await db.ModelPulls.AsNoTracking()
            .Where(p => p.Model == name).OrderByDescending(p => p.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (pull is null) return PullErrors.None(name);

        var names = await db.NamesOfAsync([pull], cancellationToken);
        var now = queue.Find(pull.Id) ?? PullProgress.Of(pull, names.GetValueOrDefault(pull.AskedBy));
        return new DownloadsFeed(
            [now], now.HasEnded ? AsyncEnumerable.Empty<PullProgress>() : Follow(version, pull.Id));
    }

    // The request may be over when the changes come.
    private IAsyncEnumerable<PullProgress> Follow(long since, ModelPullId? only) =>
        queue.FollowAsync(since, only, CancellationToken.None);
}
