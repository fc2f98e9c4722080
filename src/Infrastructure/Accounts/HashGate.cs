using ChatAi.Application.Common;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>Lets a few work at once and a bounded line wait, so that sign-ins never take all of the machine.</summary>
/// <param name="reserved">How many more may wait of those who are known.</param>
internal sealed class HashGate(int atOnce, int mostWaiting, int reserved = 0) : IDisposable
{
    private static readonly AppError Full = AppError.TooManyRequests(
        "password.busy", "Too many people sign in at this moment. Wait a few seconds and try again.", TimeSpan.FromSeconds(5));

    private readonly SemaphoreSlim _free = new(atOnce);
    private int _here;

    public void Dispose() => _free.Dispose();

    /// <summary>How many work or wait.</summary>
    public int PendingCount => _here;

    public async Task<Result<T>> RunAsync<T>(Func<T> work, CancellationToken cancellationToken, bool isKnown = false)
    {
        try
        {
            if (Interlocked.Increment(ref _here) > atOnce + mostWaiting + (isKnown ? reserved : 0)) return Full;
            await _free.WaitAsync(cancellationToken);
            try
            {
                return work();
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _here);
        }
    }
}
