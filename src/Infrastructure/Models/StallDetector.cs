using ChatAi.Application.Common;
using ChatAi.Application.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>Cancels a download after 30 s without progress. Only a changed line counts, since Ollama repeats the last one [155].</summary>
internal sealed class StallDetector : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end;
    private PullEvent.Progress? _last;
    private bool _hasBegun;

    public StallDetector(TimeProvider time) => _end = new CancellationTokenSource(Timeout, time);

    public CancellationToken Token => _end.Token;

    public AppError Reason => _last is null ? ModelServerErrors.Silent()
        : _hasBegun ? RegistryErrors.PullStalled()
        : RegistryErrors.RegistrySilent();

    public void OnProgress(PullEvent.Progress progress)
    {
        if (progress == _last) return;
        _last = progress;
        _hasBegun |= progress.CompletedBytes > 0;
        _end.CancelAfter(progress.IsChecking ? System.Threading.Timeout.InfiniteTimeSpan : Timeout);
    }

    public void Dispose() => _end.Dispose();
}
