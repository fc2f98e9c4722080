using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Chooses a model, so that a message that none can answer is refused while it is still in the composer.</summary>
internal sealed class ModelChoice(IApplicationDbContext db, IModelServerMonitor server, ICurrentUser user)
{
    private static readonly TimeSpan MaxStatusAge = TimeSpan.FromSeconds(1);

    public Task<Result<ModelName>> ChooseAsync(Chat chat, string? requested, CancellationToken cancellationToken)
    {
        var name = string.IsNullOrEmpty(requested) ? chat.Model : ModelName.Parse(requested);
        return ChooseAsync(name, isRequired: name is not null, isUserChoice: true, cancellationToken);
    }

    /// <param name="requested">Null for any.</param>
    /// <param name="isRequired">Whether no other model may be used instead.</param>
    /// <param name="isUserChoice">Whether the user chose it for this chat: only then may it be a remote one.</param>
    public async Task<Result<ModelName>> ChooseAsync(
        ModelName? requested, bool isRequired, bool isUserChoice, CancellationToken cancellationToken)
    {
        var installed = await InstalledAsync(cancellationToken);
        var isUnknown = requested is not null && installed.All(m => m.Name != requested);
        if (!server.Current.IsConnected || installed.Count == 0 || isUnknown)
        {
            var status = await server.RefreshAsync(isUnknown ? TimeSpan.Zero : MaxStatusAge, cancellationToken);
            if (!status.IsConnected) return status.Error ?? ModelServerErrors.Refused();
            installed = await InstalledAsync(cancellationToken);
        }

        if (requested is not null && installed.FirstOrDefault(m => m.Name == requested) is { } found)
        {
            // A broken model may have been fixed. A user who insists on it gets the error as its answer.
            if (found.CanChat && (isRequired || found.Broken is null) && (isUserChoice || !found.IsRemote)) return found.Name;
            if (!found.CanChat && isRequired) return ModelErrors.NotCapable(found.Name, "chat");
        }

        if (requested is not null && isRequired) return await MissingErrorAsync(requested, cancellationToken);
        var preferred = (await db.PolicyAsync(cancellationToken)).DefaultModel;
        var usable = installed.FindAll(m => m is { CanChat: true, Broken: null, IsRemote: false });
        var fallback = usable.Find(m => m.Name == preferred) ?? usable.FirstOrDefault();
        if (fallback is not null) return fallback.Name;
        return installed.Exists(m => m is { CanChat: true, IsRemote: true }) ? ChatErrors.ChooseModel : ChatErrors.NoModel;
    }

    private async Task<AppError> MissingErrorAsync(ModelName requested, CancellationToken cancellationToken)
    {
        var hidden = await db.Models.IgnoreQueryFilters([IApplicationDbContext.RemoteFilter]).AsNoTracking()
            .FirstOrDefaultAsync(m => m.Name == requested && (user.IsRoot || m.VisibleToMembers), cancellationToken);
        return hidden?.RemoteHost is { } host ? ModelErrors.Remote(requested, host) : ChatErrors.ModelGone(requested);
    }

    private Task<List<Model>> InstalledAsync(CancellationToken cancellationToken) =>
        db.Models.AsNoTracking().Where(m => user.IsRoot || m.VisibleToMembers).OrderBy(m => m.Name).ToListAsync(cancellationToken);
}
