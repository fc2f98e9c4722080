using System.Diagnostics;
using ChatAi.IntegrationTests.Common;
using Shouldly;

namespace ChatAi.IntegrationTests.Scripts;

/// <summary>A folder of the repository with a <c>package.json</c>, in which programs run.</summary>
internal sealed class NodeFolder(string folder)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private static readonly SemaphoreSlim Installing = new(1);

    public string File(string path) => Path.Combine(Repository.Root, folder, path);

    /// <summary>Installs the packages unless they are those of the lock file.</summary>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        await Installing.WaitAsync(cancellationToken);
        try
        {
            await InstallOnceAsync(cancellationToken);
        }
        finally
        {
            Installing.Release();
        }
    }

    public async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = File(""),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private async Task InstallOnceAsync(CancellationToken cancellationToken)
    {
        // npm writes its own copy of the lock file last.
        var installed = new FileInfo(File("node_modules/.package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= System.IO.File.GetLastWriteTimeUtc(File("package-lock.json")))
            return;
        var (exitCode, output) = await RunAsync(
            "npm",
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cancellationToken
        );
        exitCode.ShouldBe(0, output);
    }
}
