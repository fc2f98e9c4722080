using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

internal static partial class StoreRetry
{
    private static readonly Backoff Delays = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    public static Task<bool> SaveWithRetryAsync(
        this ApplicationDbContext db,
        TimeProvider time,
        ILogger logger,
        CancellationToken shutdown
    ) => StoreWithRetryAsync(() => db.SaveChangesAsync(CancellationToken.None), time, logger, shutdown);

    /// <summary>Stores what must not be lost: retries while the disk is full or the store is busy, until the portal stops.</summary>
    /// <returns>False if the row is gone or belongs to another run by now, and must not be stored.</returns>
    public static async Task<bool> StoreWithRetryAsync(Func<Task> store, TimeProvider time, ILogger logger, CancellationToken shutdown)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await store();
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                return false;
            }
            catch (Exception failure) when (StoreErrors.IsAny(failure) && !shutdown.IsCancellationRequested)
            {
                var delay = Delays.DelayAfter(failures);
                LogRetry(logger, failure, delay.TotalSeconds);
                await Task.Delay(delay, time, shutdown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not save to the store; retrying in {Seconds} s")]
    private static partial void LogRetry(ILogger logger, Exception exception, double seconds);
}
