using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>The installed models by name, as last seen; works while the model server is away.</summary>
public sealed record ListInstalledModelsQuery : IRequest<Result<IReadOnlyList<InstalledModelRow>>>;

/// <param name="Size">Bytes on disk.</param>
/// <param name="MemorySize">Bytes in memory while it is loaded, else null.</param>
/// <param name="VideoMemorySize">The part of them on a GPU.</param>
/// <param name="ContextLength">Tokens; null where unknown.</param>
/// <param name="IsDefault">Whether the user's new chats start with it.</param>
/// <param name="IsPortalDefault">Whether those of people start with it who have chosen nothing.</param>
/// <param name="Broken">Why it cannot be loaded, as last seen; null while nothing is known against it.</param>
/// <param name="UnloadsAt">When it leaves memory unless it is used; null where that is not known.</param>
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
    IReadOnlyList<ThinkingMode> ThinkingModes,
    bool VisibleToMembers,
    long? MemorySize,
    long? VideoMemorySize,
    bool IsDefault,
    bool IsPortalDefault,
    string? Broken,
    DateTimeOffset? UnloadsAt);

internal sealed class ListInstalledModelsHandler(IApplicationDbContext db, IModelServerMonitor server, ICurrentUser user)
    : IRequestHandler<ListInstalledModelsQuery, Result<IReadOnlyList<InstalledModelRow>>>
{
    public async Task<Result<IReadOnlyList<InstalledModelRow>>> Handle(
        ListInstalledModelsQuery request, CancellationToken cancellationToken)
    {
        var preferred = await db.Users.AsNoTracking()
            .Where(u => u.Id == user.RequireId()).Select(u => u.Preferences).FirstOrDefaultAsync(cancellationToken);
        var models = await db.Models.AsNoTracking()
            .Where(m => user.IsRoot || m.VisibleToMembers).OrderBy(m => m.Name).ToListAsync(cancellationToken);
        var policy = await db.PolicyAsync(cancellationToken);
        var inMemory = server.Current.Running.ToLookup(m => m.Name);

        return Result<IReadOnlyList<InstalledModelRow>>.Of(models.ConvertAll(m => new InstalledModelRow(
            m.Name.ToString(), m.Facts.Size, m.Facts.Family, m.Facts.ParameterSize, m.Facts.Quantization, m.ContextLength,
            m.Facts.ModifiedAt, m.Capabilities, m.CanChat, m.CanThink, m.ThinkingModes, m.VisibleToMembers,
            inMemory[m.Name].FirstOrDefault()?.Size,
            inMemory[m.Name].FirstOrDefault()?.SizeInVideoMemory,
            m.Name == (preferred?.DefaultModel ?? policy.DefaultModel),
            m.Name == policy.DefaultModel,
            m.Broken,
            inMemory[m.Name].FirstOrDefault()?.ExpiresAt)));
    }
}
