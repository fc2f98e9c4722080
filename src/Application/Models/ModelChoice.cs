using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Chooses a model, so that a message that none can answer is refused while it is still in the composer.</summary>
internal sealed class ModelChoice(IApplicationDbContext db, IModelServerMonitor server, ICurrentUser user)
{
    private static readonly TimeSpan FreshEnough = TimeSpan.FromSeconds(1);

    public Task<Result<ModelName>> ChooseAsync(Chat chat, string? wanted, CancellationToken cancellationToken)
    {
        var name = string.IsNullOrEmpty(wanted) ? chat.Model : ModelName.Parse(wanted);
        return ChooseAsync(name, isMust: name is not null, isChoice: true, cancellationToken);
    }

    /// <param name="requested">Null for any.</param>
    /// <param name="isRequired">Whether no other model may be used instead.</param>
    /// <param name="isUserChoice">Whether the user chose it for this chat: only then may it be a remote one.</param>
    public async Task<Result<ModelName>> ChooseAsync(ModelName? wanted, bool isMust, bool isChoice, CancellationToken cancellationToken)
    {
        var installed = await InstalledAsync(cancellationToken);
        var isUnknown = wanted is not null && installed.All(m => m.Name != wanted);
        if (!server.Current.IsConnected || installed.Count == 0 || isUnknown)
        {
            var status = await server.RefreshAsync(isUnknown ? TimeSpan.Zero : FreshEnough, cancellationToken);
            if (!status.IsConnected) return status.Error ?? ModelServerErrors.Refused();
            installed = await InstalledAsync(cancellationToken);
        }

        if (wanted is not null && installed.FirstOrDefault(m => m.Name == wanted) is { } found)
        {
            // A broken model may have been fixed. A user who insists on it gets the error as its answer.
            if (found.CanChat && (isMust || found.Broken is null) && (isChoice || !found.IsRemote)) return found.Name;
            if (!found.CanChat && isMust) return ModelErrors.NotCapable(found.Name, "chat");
        }

        if (wanted is not null && isMust) return await WhyGoneAsync(wanted, cancellationToken);
        var preferred = (await db.PolicyAsync(cancellationToken)).DefaultModel;
        var whole = installed.FindAll(m => m is { CanChat: true, Broken: null, IsRemote: false });
        var any = whole.Find(m => m.Name == preferred) ?? whole.FirstOrDefault();
        if (any is not null) return any.Name;
        return installed.Exists(m => m is { CanChat: true, IsRemote: true }) ? ChatErrors.ChooseModel : ChatErrors.NoModel;
    }

    private async Task<AppError> WhyGoneAsync(ModelName wanted, CancellationToken cancellationToken)
    {
        var hidden = await db.Models.IgnoreQueryFilters([IApplicationDbContext.RemoteFilter]).AsNoTracking()
            .FirstOrDefaultAsync(m => m.Name == wanted && (user.IsRoot || m.VisibleToMembers), cancellationToken);
        return hidden?.RemoteHost is { } host ? ModelErrors.Remote(wanted, host) : ChatErrors.ModelGone(wanted);
    }

    private Task<List<Model>> InstalledAsync(CancellationToken cancellationToken) =>
        db.Models.AsNoTracking().Where(m => user.IsRoot || m.VisibleToMembers).OrderBy(m => m.Name).ToListAsync(cancellationToken);
}
