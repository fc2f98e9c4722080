using System.Diagnostics;

namespace ChatAi.IntegrationTests.Common;

/// <summary>The program as <c>./start.sh</c> builds it for users: compiled ahead of time, which saves a third of the CPU time of each
/// start.</summary>
internal static class PortalProgram
{
    private static readonly TimeSpan BuildTime = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task> Build = new(RunBuildAsync);

    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "Release", "portal");

    public static Task BuildAsync() => Build.Value;

    /// <param name="words">Of a command, such as <c>backup FILE</c>; none: the portal itself.</param>
    /// <param name="settings">As environment variables.</param>
    public static async Task<Process> StartAsync(IEnumerable<string> words, IReadOnlyDictionary<string, string> settings)
    {
        await Build.Value;
        var start = new ProcessStartInfo("dotnet", ["ChatAi.WebUI.dll", .. words])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // It lives for seconds, in which profiles cost more than they bring.
        start.Environment["DOTNET_TieredPGO"] = "0";

        // What the tests themselves run in says nothing about the portal.
        foreach (
            var key in start
                .Environment.Keys.Where(key => key == "DOTNET_RUNNING_IN_CONTAINER" || key.StartsWith("OTEL_", StringComparison.Ordinal))
                .ToList()
        )
            start.Environment.Remove(key);
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return Process.Start(start)!;
    }

    private static async Task RunBuildAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "start.sh"), "--build-only"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(BuildTime);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        if (process.ExitCode != 0) throw new InvalidOperationException($"./start.sh --build-only: {await output}{await error}");
    }
}
