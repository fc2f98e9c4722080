using ChatAi.Application.Common;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>Runs a few at once and lets a limited number wait, so that sign-ins never occupy the whole machine.</summary>
/// <param name="reserved">Additional places in the queue for known clients.</param>
internal sealed class HashGate(int maxConcurrent, int maxQueued, int reserved = 0) : IDisposable
{
    private static readonly AppError Full = AppError.TooManyRequests("password.busy", TimeSpan.FromSeconds(5));

    private readonly SemaphoreSlim _slots = new(maxConcurrent);
    private int _pending;

    public void Dispose() => _slots.Dispose();

    public int PendingCount => _pending;

    public async Task<Result<T>> RunAsync<T>(Func<T> work, CancellationToken cancellationToken, bool isKnown = false)
    {
        try
        {
            if (Interlocked.Increment(ref _pending) > maxConcurrent + maxQueued + (isKnown ? reserved : 0)) return Full;
            await _slots.WaitAsync(cancellationToken);
            try
            {
                return work();
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
