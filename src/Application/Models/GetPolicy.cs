using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Models;

/// <summary>What root has decided about models.</summary>
public sealed record GetPolicyQuery : IRequest<Result<PolicyView>>;

/// <param name="Memory">Bytes; null when nobody has said.</param>
/// <param name="MemorySeen">Bytes of the models that were in memory together: so much fits at the least. 0 while none was.</param>
/// <param name="MayPull">Whether the signed-in user downloads models without asking.</param>
public sealed record PolicyView(bool MembersMayPull, string? DefaultModel, long? Memory, long MemorySeen, bool MayPull);

internal sealed class GetPolicyHandler(IApplicationDbContext db, IModelServerMonitor server, ICurrentUser user)
    : IRequestHandler<GetPolicyQuery, Result<PolicyView>>
{
    public async Task<Result<PolicyView>> Handle(GetPolicyQuery request, CancellationToken cancellationToken)
    {
        var policy = await db.PolicyAsync(cancellationToken);
        return new PolicyView(
            policy.MembersMayPull,
            policy.DefaultModel?.ToString(),
            policy.Memory,
            server.Current.MostMemory,
            user.IsRoot || policy.MembersMayPull
        );
    }
}
