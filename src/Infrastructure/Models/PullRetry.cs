using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Models;

/// <summary>Which failures of a download may pass by themselves, and how long to wait for that.</summary>
internal static class PullRetry
{
    /// <summary>After so many attempts without a byte it is left to people.</summary>
    public const int MostAttempts = 10;

    /// <summary>How long to wait at least before the next attempt.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    private static readonly Backoff Delays = new(Shortest, TimeSpan.FromMinutes(2));

    /// <summary>Whether it says nothing about the download: the model server is away, and the name of one that starts again is unknown
    /// until it is back.</summary>
    /// <param name="code">Of the error.</param>
    public static bool IsAway(string code) => code is "model-server.refused" or "model-server.unknown-host" or "model-server.host-refused"
        or "model-server.cut-off" or "model-server.silent" or "model-server.busy" or "model-server.not-begun";

    /// <param name="code">Of the error.</param>
    public static bool MayPass(string code) =>
        IsAway(code)
        || code
            is "pull.cut-off"
                or "pull.registry-unreachable"
                or "pull.registry-stopped"
                or "pull.registry-silent"
                or "pull.registry-busy"
                or "pull.corrupt"
                or "pull.stalled";

    /// <param name="attempt">1 for the first that failed.</param>
    public static TimeSpan DelayAfter(int attempt) => Delays.DelayAfter(attempt);
}
