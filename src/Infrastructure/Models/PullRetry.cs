using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Models;

/// <summary>Which failed downloads are retried, and when.</summary>
internal static class PullRetry
{
    /// <summary>Attempts without a byte before the download fails.</summary>
    public const int MaxAttempts = 10;

    public static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(2);

    private static readonly Backoff Delays = new(MinDelay, TimeSpan.FromMinutes(2));

    /// <summary>Whether the model server is down, which says nothing about the download.</summary>
    public static bool IsServerDown(string code) =>
        code is "model-server.refused" or "model-server.unknown-host" or "model-server.host-refused"
            or "model-server.cut-off" or "model-server.silent" or "model-server.busy" or "model-server.not-begun";

    public static bool IsTransient(string code) =>
        IsServerDown(code)
        || code
            is "pull.cut-off"
                or "pull.registry-unreachable"
                or "pull.registry-stopped"
                or "pull.registry-silent"
                or "pull.registry-busy"
                or "pull.corrupt"
                or "pull.stalled";

    public static TimeSpan DelayAfter(int attempt) => Delays.DelayAfter(attempt);
}
