using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

internal static partial class StoreRetry
{
    private static readonly Backoff Delays = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <inheritdoc cref="StoreWithRetryAsync"/>
    public static Task<bool> SaveWithRetryAsync(
        this ApplicationDbContext db,
        TimeProvider time,
        ILogger logger,
        CancellationToken shutdown
    ) => StoreWithRetryAsync(() => db.SaveChangesAsync(CancellationToken.None), time, logger, shutdown);

    /// <summary>Stores what must not be lost: while the disk is full or the store is busy, it tries again until the portal stops.</summary>
    /// <param name="store">One try, all or nothing.</param>
    /// <returns>False where the row is gone or has changed hands meanwhile, so that this is no longer to be stored.</returns>
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

    [LoggerMessage(LogLevel.Error, "The store does not take what has to be saved; trying again in {Seconds} s")]
    private static partial void LogRetry(ILogger logger, Exception exception, double seconds);
}
