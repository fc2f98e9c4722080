using System.Diagnostics;

namespace ChatAi.Benchmarks;

/// <summary>Simulator and load on the first core, what is measured on the second, so that neither takes time from the other.</summary>
internal static class Cores
{
    private static bool s_areSplit;

    /// <summary>What has to stand before a program that is measured.</summary>
    public static IReadOnlyList<string> Prefix => s_areSplit ? ["taskset", "-c", "1"] : [];

    public static async Task SplitAsync(bool isWanted, CancellationToken cancellationToken)
    {
        if (isWanted == s_areSplit) return;
        if (Environment.ProcessorCount < 2 || !File.Exists("/usr/bin/taskset"))
        {
            await Console.Error.WriteLineAsync(
                "There are no two cores to share, or no taskset: load and portal are on all that there are."
            );
            return;
        }

        // All threads that there are; those to come inherit it.
        string[] arguments = ["-a", "-c", "-p", isWanted ? "0" : $"0-{Environment.ProcessorCount - 1}", $"{Environment.ProcessId}"];
        using var taskset = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
        await taskset.WaitForExitAsync(cancellationToken);
        s_areSplit = isWanted && taskset.ExitCode == 0;
    }
}
