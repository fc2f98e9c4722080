using System.Diagnostics;

namespace ChatAi.Benchmarks;

/// <summary>The empty app of <c>benchmarks/EmptyApp</c>, published with the options with which <c>./start.sh</c> publishes the
/// portal.</summary>
internal sealed class EmptyApp : Child
{
    private static readonly string Folder = Path.Combine(PortalProcess.Root, "artifacts", "Release", "empty-app");

    private EmptyApp(Uri address, string dataDirectory)
        : base(
            address,
            Path.Combine(Folder, "EmptyApp.dll"),
            [],
            new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["DATA_DIR"] = dataDirectory,
                ["Logging__LogLevel__Default"] = "Warning",
            }
        )
    { }

    public static EmptyApp Start(string dataDirectory) => new(new Uri($"http://127.0.0.1:{FreePort()}"), dataDirectory);

    public static async Task PublishAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "publish", Path.Combine(PortalProcess.Root, "benchmarks", "EmptyApp"), "--configuration", "Release", "--output", Folder,
            "--use-current-runtime", "--self-contained", "false", "-p:PublishReadyToRun=true", "--nologo",
        ];
        using var publishing = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = await publishing.StandardOutput.ReadToEndAsync(cancellationToken);
        await publishing.WaitForExitAsync(cancellationToken);
        if (publishing.ExitCode != 0) throw new InvalidOperationException($"The empty app could not be built: {said}");
    }
}
