using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record GetPolicyQuery : IRequest<Result<PolicyView>>;

/// <param name="Memory">Bytes; null if not set.</param>
/// <param name="MemorySeen">Most bytes that models have used together: a lower bound. 0 if unknown.</param>
/// <param name="MayPull">Whether the current user downloads models without a request.</param>
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
            server.Current.PeakMemory,
            user.IsRoot || policy.MembersMayPull
        );
    }
}
