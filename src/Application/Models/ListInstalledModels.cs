using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>The installed models by name, as last seen; works while the model server is disconnected.</summary>
public sealed record ListInstalledModelsQuery : IRequest<Result<IReadOnlyList<InstalledModelRow>>>;

/// <param name="MemorySize">Bytes in memory; null if it is not loaded.</param>
/// <param name="IsPortalDefault">Whether it is the default for users who have not chosen one.</param>
public sealed record InstalledModelRow(
    string Name,
    long Size,
    string Family,
    string ParameterSize,
    string Quantization,
    int? ContextLength,
    DateTimeOffset ModifiedAt,
    IReadOnlyList<string> Capabilities,
    bool CanChat,
    bool CanThink,
    bool CanSee,
    IReadOnlyList<ThinkingMode> ThinkingModes,
    bool VisibleToMembers,
    long? MemorySize,
    long? VideoMemorySize,
    bool IsDefault,
    bool IsPortalDefault,
    Reason? Broken,
    DateTimeOffset? UnloadsAt,
    string? RemoteHost)
{
    public bool IsRemote => RemoteHost is not null;
}

internal sealed class ListInstalledModelsHandler(IApplicationDbContext db, InstalledRows rows)
    : IRequestHandler<ListInstalledModelsQuery, Result<IReadOnlyList<InstalledModelRow>>>
{
    public async Task<Result<IReadOnlyList<InstalledModelRow>>> Handle(
        ListInstalledModelsQuery request, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<InstalledModelRow>>.Of(await rows.OfAsync(db.Models, cancellationToken));
}

internal sealed class InstalledRows(IApplicationDbContext db, IModelServerMonitor server, IModelWeights weights, ICurrentUser user)
{
    public async Task<List<InstalledModelRow>> OfAsync(IQueryable<Model> selection, CancellationToken cancellationToken)
    {
        var models = await selection
            .AsNoTracking()
            .Where(m => user.IsRoot || m.VisibleToMembers)
            .OrderBy(m => m.Name)
            .ToListAsync(cancellationToken);
        var policy = await db.PolicyAsync(cancellationToken);
        var inMemory = server.Current.Running;
        return models.ConvertAll(m => RowOf(m, inMemory.WithWeightsOf(m.Name, weights), user.Session?.DefaultModel, policy.DefaultModel));
    }

    private static InstalledModelRow RowOf(Model model, RunningModel? running, ModelName? preferred, ModelName? portalDefault) =>
        new(
            model.Name.ToString(),
            model.Facts.Size,
            model.Facts.Family,
            model.Facts.ParameterSize,
            model.Facts.Quantization,
            model.ContextLength,
            model.Facts.ModifiedAt,
            model.Capabilities,
            model.CanChat,
            model.CanThink,
            model.CanSee,
            model.ThinkingModes,
            model.VisibleToMembers,
            running?.Size,
            running?.SizeInVideoMemory,
            model.Name == (preferred ?? portalDefault) && !model.IsRemote,
            model.Name == portalDefault && !model.IsRemote,
            model.Broken,
            running?.ExpiresAt,
            model.RemoteHost
        );
}
