using System.Diagnostics;
using Xunit;

namespace ChatAi.ContainerTests.Common;

/// <summary>The Docker engine of this machine. Without one the tests skip, unless CHATAI_REQUIRE_DOCKER=1 makes that a failure.</summary>
internal static class Engine
{
    private const string Missing = "No Docker engine with BuildKit and Compose answers on this machine; `docker info` says why.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly Lazy<Task<bool>> Answers = new(async () =>
        await SucceedsAsync("info") && await SucceedsAsync("compose", "version") && await SucceedsAsync("buildx", "version"));

    public static Task<bool> IsThereAsync() => Answers.Value;

    public static async Task RequireAsync()
    {
        if (await Answers.Value) return;
        if (Environment.GetEnvironmentVariable("CHATAI_REQUIRE_DOCKER") == "1") Assert.Fail(Missing);
        Assert.Skip(Missing);
    }

    public static async Task<bool> SucceedsAsync(params string[] arguments)
    {
        try
        {
            return (await TryAsync(arguments, new Dictionary<string, string>())).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <returns>What it wrote to its output.</returns>
    /// <exception cref="InvalidOperationException">It failed, with the last of what it wrote.</exception>
    public static async Task<string> DockerAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (exitCode, output, error) = await TryAsync(arguments, environment ?? new Dictionary<string, string>());
        if (exitCode == 0) return output;
        throw new InvalidOperationException($"docker {string.Join(' ', arguments)}: {exitCode}\n{Last(output)}\n{Last(error)}");
    }

    public static Task<string> DockerAsync(params string[] arguments) => DockerAsync((IReadOnlyList<string>)arguments);

    /// <summary>Pauses a container. On a busy machine the kernel's freezer may give up, so it is asked again.</summary>
    /// <exception cref="InvalidOperationException">It does not pause, with the engine's words.</exception>
    public static async Task PauseAsync(string container)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await DockerAsync("pause", container);
                return;
            }
            catch (InvalidOperationException) when (tries < 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    public static async Task<(int ExitCode, string Output, string Error)> TryAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Last(string text) => text.Length <= 4000 ? text : text[^4000..];
}
