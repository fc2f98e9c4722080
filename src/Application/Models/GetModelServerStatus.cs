using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Models;

/// <summary>How the model server is.</summary>
/// <param name="AskNow">Whether to ask it again rather than to tell what is known.</param>
public sealed record GetModelServerStatusQuery(bool AskNow = false) : IRequest<Result<ServerStatus>>;

/// <param name="Host">Null for members, who need not know where it is.</param>
/// <param name="Latency">How long it took to answer when it was last asked; null while it is away.</param>
/// <param name="Models">How many models are installed.</param>
/// <param name="Broken">How many of them cannot be used.</param>
/// <param name="TotalSize">Bytes of all of them on disk.</param>
/// <param name="MemorySize">Bytes of those in memory.</param>
/// <param name="Since">Since when it has answered, or been away.</param>
public sealed record ServerStatus(
    string? Host,
    bool IsConnected,
    string? Version,
    TimeSpan? Latency,
    string? Error,
    int Models,
    int Broken,
    long TotalSize,
    int Running,
    long MemorySize,
    DateTimeOffset? Since)
{
    /// <summary>How many models are hidden because they run at another host; 0 for members.</summary>
    public int HiddenRemote { get; init; }

    /// <summary>Of the models; null where the portal cannot see it.</summary>
    public DiskSpace? Disk { get; init; }
}

internal sealed class GetModelServerStatusHandler(
    IApplicationDbContext db, IModelServerMonitor server, IModelDisk disk, ICurrentUser user, IOptions<ModelsOptions> options)
    : IRequestHandler<GetModelServerStatusQuery, Result<ServerStatus>>
{
    private static readonly TimeSpan FreshEnough = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FreshEnoughForAPage = TimeSpan.FromSeconds(10);

    public async Task<Result<ServerStatus>> Handle(GetModelServerStatusQuery request, CancellationToken cancellationToken)
    {
        // What is known is told at once, even when it is old: the model server may be the slow part.
        var status = request.AskNow || server.Current.AskedAt is null
            ? await server.RefreshAsync(request.AskNow ? FreshEnough : FreshEnoughForAPage, cancellationToken)
            : server.Current;
        var models = await db.Models.GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Broken = all.Count(m => m.Broken != null), Size = all.Sum(m => m.Facts.Size) })
            .SingleOrDefaultAsync(cancellationToken);
        var hidden = user.IsRoot && !options.Value.AllowRemote
            ? await db.Models.IgnoreQueryFilters([IApplicationDbContext.RemoteFilter])
                .CountAsync(m => m.Facts.RemoteHost != null || m.ShownRemoteHost != null, cancellationToken)
            : 0;
        return new ServerStatus(
            user.IsRoot ? status.Host : null, status.IsConnected, status.Version, status.Latency, status.Error?.TextFor(user.IsRoot),
            models?.Count ?? 0, models?.Broken ?? 0, models?.Size ?? 0,
            status.Running.Count, status.Running.Sum(m => m.Size), status.Since)
        {
            HiddenRemote = hidden,
            Disk = disk.Read(),
        };
    }
}
