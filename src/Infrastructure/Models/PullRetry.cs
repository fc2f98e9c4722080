namespace ChatAi.Infrastructure.Models;

/// <summary>Which failures of a download may pass by themselves, and how long to wait for that.</summary>
internal static class PullRetry
{
    /// <summary>After so many attempts without a byte it is left to people.</summary>
    public const int MostAttempts = 10;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <param name="code">Of the error.</param>
    public static bool MayPass(string code) => code is "pull.cut-off" or "pull.registry-unreachable" or "pull.registry-stopped"
        or "pull.corrupt" or "pull.stalled" or "model-server.refused" or "model-server.cut-off" or "model-server.silent" or "model-server.busy";

    /// <param name="attempt">1 for the first that failed.</param>
    public static TimeSpan RestAfter(int attempt)
    {
        var rest = First * Math.Pow(2, Math.Min(attempt, 10) - 1);
        return rest < Longest ? rest : Longest;
    }
}
