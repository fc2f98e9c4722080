using ChatAi.Application.Common;
using ChatAi.Application.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>
/// Ends a download after half a minute in which nothing has come. Ollama repeats its last line while the registry is silent [155], so a
/// line counts only when it is another one. While it checks what has come it is silent for as long as that takes.
/// </summary>
internal sealed class StallDetector : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end;
    private PullEvent.Progress? _last;
    private bool _hasBegun;

    public StallDetector(TimeProvider time) => _end = new CancellationTokenSource(Longest, time);

    public CancellationToken Token => _end.Token;

    /// <summary>Who is silent.</summary>
    public AppError Reason => _last is null ? ModelServerErrors.Silent()
        : _hasBegun ? RegistryErrors.PullStalled()
        : RegistryErrors.RegistrySilent();

    public void OnProgress(PullEvent.Progress progress)
    {
        if (progress == _last) return;
        _last = progress;
        _hasBegun |= progress.CompletedBytes > 0;
        _end.CancelAfter(progress.IsChecking ? Timeout.InfiniteTimeSpan : Longest);
    }

    public void Dispose() => _end.Dispose();
}
