using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

internal static partial class PatientSave
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Saves what must not be lost: while the disk is full or the store is busy, it tries again until the portal stops.
    /// A row that is gone meanwhile needs no saving.
    /// </summary>
    /// <param name="beside">What belongs into the same transaction.</param>
    public static async Task SavePatientlyAsync(
        this ApplicationDbContext db, TimeProvider time, ILogger logger, CancellationToken shutdown, Func<Task>? beside = null)
    {
        for (var rest = TimeSpan.FromSeconds(1); ; rest = rest < Most ? rest * 2 : Most)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);

                // Changes count as saved only with the commit, so that another try saves them again.
                await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, CancellationToken.None);
                if (beside is not null) await beside();
                await transaction.CommitAsync(CancellationToken.None);
                db.ChangeTracker.AcceptAllChanges();
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                return;
            }
            catch (Exception failure) when (failure is DbUpdateException or SqliteException && !shutdown.IsCancellationRequested)
            {
                LogRetry(logger, failure, rest.TotalSeconds);
                await Task.Delay(rest, time, shutdown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The store does not take what has to be saved; trying again in {Seconds} s")]
    private static partial void LogRetry(ILogger logger, Exception exception, double seconds);
}
