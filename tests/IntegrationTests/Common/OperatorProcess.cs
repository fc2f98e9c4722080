using System.Diagnostics;
using Xunit;

namespace ChatAi.IntegrationTests.Common;

/// <summary>The program as an operator calls it: <c>chatai COMMAND …</c>.</summary>
internal static class OperatorProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string dataDirectory, params string[] words)
    {
        using var process = await StartAsync(dataDirectory, words);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>Kills it, by SIGKILL, as soon as something is so.</summary>
    /// <returns>Whether it had not ended by itself before.</returns>
    public static async Task<bool> KillOnceAsync(Func<bool> isSo, string dataDirectory, params string[] words)
    {
        using var process = await StartAsync(dataDirectory, words);
        while (!process.HasExited && !isSo()) await Task.Delay(1, TestContext.Current.CancellationToken);
        var isKilled = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return isKilled;
    }

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static async Task<string> DoAsync(string dataDirectory, params string[] words)
    {
        var (exitCode, output, error) = await RunAsync(dataDirectory, words);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{exitCode}: {output}{error}");
    }

    private static Task<Process> StartAsync(string dataDirectory, string[] words) => PortalProgram.StartAsync(
        words, new Dictionary<string, string> { ["DATA_DIR"] = dataDirectory, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
}
