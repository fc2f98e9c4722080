using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

internal static class Policy
{
    /// <summary>Read once per request.</summary>
    public static async Task<ModelPolicy> PolicyAsync(this IApplicationDbContext db, CancellationToken cancellationToken) =>
        await db.ModelPolicies.FindAsync([ModelPolicy.OnlyId], cancellationToken) ?? ModelPolicy.Start();

    public static async Task<Result> ChangePolicyAsync(
        this IApplicationDbContext db,
        Action<ModelPolicy> change,
        CancellationToken cancellationToken
    )
    {
        var policy = await db.ModelPolicies.SingleOrDefaultAsync(cancellationToken);
        if (policy is null) db.ModelPolicies.Add(policy = ModelPolicy.Start());
        change(policy);
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    }
}
