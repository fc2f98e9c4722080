using ChatAi.Domain.Audit;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Adds entries by a connection of its own: what a refused handler has left in the request's context must not be saved with
/// them.</summary>
internal sealed partial class AuditStore(IServiceScopeFactory scopes, ILogger<AuditStore> logger)
{
    private const int Tries = 3;

    /// <summary>What was done is done: when the store does not take the lines, the log of the process has them, and nothing is
    /// thrown.</summary>
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
                if (tries < Tries)
                    continue;
                foreach (var entry in entries)
                    LogLost(failure, entry.At, entry.WhoName, entry.Act, entry.On, entry.From, entry.Outcome, entry.Times);
                return;
            }
        }
    }

    [LoggerMessage(
        LogLevel.Critical,
        "The audit log does not take an entry: at {At} {Who} did {Act} on {On} from {From}: {Outcome}, {Times} times"
    )]
    private partial void LogLost(
        Exception exception,
        DateTimeOffset at,
        string who,
        string act,
        string on,
        string from,
        string outcome,
        int times
    );
}
