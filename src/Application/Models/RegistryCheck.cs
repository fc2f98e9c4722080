using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Asks for the manifest of a model that would have to wait in the queue, so that a mistyped name is refused at once. The model
/// server asks the registry, as it does for a download, and stops as soon as it has the manifest.</summary>
internal sealed class RegistryCheck(IApplicationDbContext db, IModelServer server, ICatalogue catalogue, PullRules rules, TimeProvider time)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(10);

    /// <returns>Null if the registry has the model, or does not answer soon: the download itself will tell then.</returns>
    public async Task<AppError?> RefuseAsync(ModelName name, CancellationToken cancellationToken)
    {
        if (await IsKnownAsync(name, cancellationToken) || !await HasQueueAsync(name, cancellationToken)) return null;

        using var timeout = new CancellationTokenSource(MaxDuration, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await foreach (var change in server.PullAsync(name, rules.IsInsecure(name), ending.Token))
            {
                if (change is PullEvent.Failed(var error)) return RegistryErrors.IsFinal(error) ? error : null;
                if (change is PullEvent.Succeeded or PullEvent.Progress { TotalBytes: > 0 }) return null;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The registry is slow.
        }

        return null;
    }

    // A download that starts at once tells by itself, and so does one of the same model that somebody else has just started.
    private Task<bool> HasQueueAsync(ModelName name, CancellationToken cancellationToken) =>
        db.ModelPulls.AnyAsync(
            p => p.Model != name && (p.Status == PullStatus.Running || (p.Status == PullStatus.Queued && p.RetryAt == null)),
            cancellationToken);

    private async Task<bool> IsKnownAsync(ModelName name, CancellationToken cancellationToken) =>
        catalogue.Entries.Any(e => e.Name.Equals(name.ToString(), StringComparison.OrdinalIgnoreCase))
        || await db.Models.AnyAsync(m => m.Name == name, cancellationToken);
}
