using System.Linq.Expressions;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

internal static class OpenPulls
{
    private static readonly Expression<Func<ModelPull, bool>> IsOpen =
        p => p.Status == PullStatus.Queued || p.Status == PullStatus.Running || p.Status == PullStatus.Paused;

    public static IQueryable<ModelPull> Open(this IQueryable<ModelPull> pulls) => pulls.Where(IsOpen);
}
