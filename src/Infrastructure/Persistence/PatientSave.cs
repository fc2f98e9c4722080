using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

internal static partial class PatientSave
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="StorePatientlyAsync"/>
    public static Task SavePatientlyAsync(this ApplicationDbContext db, TimeProvider time, ILogger logger, CancellationToken shutdown) =>
        StorePatientlyAsync(() => db.SaveChangesAsync(CancellationToken.None), time, logger, shutdown);

    /// <summary>
    /// Stores what must not be lost: while the disk is full or the store is busy, it tries again until the portal stops.
    /// A row that is gone meanwhile needs no saving.
    /// </summary>
    /// <param name="store">One try, all or nothing.</param>
    public static async Task StorePatientlyAsync(Func<Task> store, TimeProvider time, ILogger logger, CancellationToken shutdown)
    {
        for (var rest = TimeSpan.FromSeconds(1); ; rest = rest < Most ? rest * 2 : Most)
        {
            try
            {
                await store();
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
