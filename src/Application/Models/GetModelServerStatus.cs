using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Models;

public sealed record GetModelServerStatusQuery(bool AskNow = false) : IRequest<Result<ServerStatus>>;

/// <param name="Host">Null for members.</param>
/// <param name="Since">Since when it has been connected or disconnected.</param>
public sealed record ServerStatus(
    string? Host,
    bool IsConnected,
    string? Version,
    TimeSpan? Latency,
    Reason? Error,
    int Models,
    int Broken,
    long TotalSize,
    int Running,
    long MemorySize,
    DateTimeOffset? Since)
{
    /// <summary>Models hidden because they run at another host; 0 for members.</summary>
    public int HiddenRemote { get; init; }

    /// <summary>The disk of the models; null if the portal cannot see it.</summary>
    public DiskSpace? Disk { get; init; }
}

internal sealed class GetModelServerStatusHandler(
    IApplicationDbContext db, IModelServerMonitor server, IModelDisk disk, ICurrentUser user, IOptions<ModelsOptions> options)
    : IRequestHandler<GetModelServerStatusQuery, Result<ServerStatus>>
{
    private static readonly TimeSpan MaxStatusAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxStatusAgeForPages = TimeSpan.FromSeconds(10);

    public async Task<Result<ServerStatus>> Handle(GetModelServerStatusQuery request, CancellationToken cancellationToken)
    {
        // Returns what is known at once, even if it is old: the model server may be slow.
        var status = request.AskNow || server.Current.AskedAt is null
            ? await server.RefreshAsync(request.AskNow ? MaxStatusAge : MaxStatusAgeForPages, cancellationToken)
            : server.Current;
        var models = await db.Models.GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Broken = all.Count(m => m.Broken != null), Size = all.Sum(m => m.Facts.Size) })
            .SingleOrDefaultAsync(cancellationToken);
        var hidden = user.IsRoot && !options.Value.AllowRemote
            ? await db.Models.IgnoreQueryFilters([IApplicationDbContext.RemoteFilter])
                .CountAsync(m => m.Facts.RemoteHost != null || m.ShownRemoteHost != null, cancellationToken)
            : 0;
        return new ServerStatus(
            user.IsRoot ? status.Host : null, status.IsConnected, status.Version, status.Latency, status.Error?.Reason,
            models?.Count ?? 0, models?.Broken ?? 0, models?.Size ?? 0,
            status.Running.Count, status.Running.Sum(m => m.Size), status.Since)
        {
            HiddenRemote = hidden,
            Disk = disk.Read(),
        };
    }
}
