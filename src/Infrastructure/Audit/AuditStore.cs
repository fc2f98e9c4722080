using ChatAi.Domain.Audit;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Adds entries in a context of its own, so that leftovers of a refused handler are not saved with them.</summary>
internal sealed partial class AuditStore(IServiceScopeFactory scopes, ILogger<AuditStore> logger)
{
    private const int MaxTries = 3;

    /// <summary>Never throws, since the action is done: if the store fails, the entries go to the log of the process.</summary>
    public async Task AddAsync(params AuditEntry[] entries)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
                db.AuditEntries.AddRange(entries);
                await db.SaveChangesAsync(CancellationToken.None);
                return;
            }
            catch (Exception failure) when (StoreErrors.IsAny(failure))
            {
                if (tries < MaxTries)
                    continue;
                foreach (var entry in entries)
                    LogLost(failure, entry.At, entry.WhoName, entry.Action, entry.Target, entry.IpAddress, entry.Outcome, entry.Count);
                return;
            }
        }
    }

    [LoggerMessage(
        LogLevel.Critical,
        "Could not write to the audit log: at {At} {Who} did {Action} on {Target} from {IpAddress}: {Outcome}, {Count} times"
    )]
    private partial void LogLost(
        Exception exception,
        DateTimeOffset at,
        string who,
        string action,
        string target,
        string ipAddress,
        string outcome,
        int count
    );
}
