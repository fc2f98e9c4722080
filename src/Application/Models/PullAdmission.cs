using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>Decides in two steps whether the current user may start a download; joining an open one needs only the first.</summary>
internal sealed class PullAdmission(
    IApplicationDbContext db, IModelServerMonitor server, PullRules rules, PullSpace space, RegistryCheck registry, ICurrentUser user,
    UserLimits limits)
{
    private static readonly AppError MembersMustAsk = AppError.Forbidden("pull.members-ask");

    private static readonly TimeSpan MaxStatusAge = TimeSpan.FromSeconds(5);

    public async Task<AppError?> RefuseAskingAsync(ModelName name, CancellationToken cancellationToken)
    {
        if (!user.IsRoot && !(await db.PolicyAsync(cancellationToken)).MembersMayPull) return MembersMustAsk;
        return rules.Refuse(name);
    }

    /// <returns>Null if the download can start: the user is within the limit, Ollama is connected, there is disk space, and the
    /// registry has the model.</returns>
    public async Task<AppError?> RefuseStartingAsync(ModelName name, long expectedBytes, CancellationToken cancellationToken)
    {
        if (limits.RefusePull(user.RequireId()) is { } tooMany) return tooMany;

        var status = await server.RefreshAsync(MaxStatusAge, cancellationToken);
        if (!status.IsConnected) return status.Error ?? ModelServerErrors.Refused();
        return await space.RefuseAsync(name, expectedBytes, cancellationToken) ?? await registry.RefuseAsync(name, cancellationToken);
    }
}
