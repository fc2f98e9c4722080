using System.Diagnostics;
using System.Globalization;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class StartScriptTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Of_two_that_start_on_one_port_at_once_only_the_one_that_has_it_says_that_it_is_ready()
    {
        await PortalProgram.BuildAsync();
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        using var first = Start(port, "first");
        using var second = Start(port, "second");
        var firstSaid = first.StandardOutput.ReadToEndAsync(Cancellation);
        var secondSaid = second.StandardOutput.ReadToEndAsync(Cancellation);

        // The one without the port ends by itself.
        await Task.WhenAny(first.WaitForExitAsync(Cancellation), second.WaitForExitAsync(Cancellation))
            .WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        var (loser, winner) = first.HasExited ? (first, second) : (second, first);
        using var visitor = new Visitor(new Uri($"http://127.0.0.1:{port}"));
        (await visitor.GetAsync("/healthz")).IsSuccessStatusCode.ShouldBeTrue();
        await TerminateAsync(winner);

        loser.ExitCode.ShouldNotBe(0);
        (await (loser == first ? firstSaid : secondSaid)).ShouldNotContain("is ready");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Process Start(string port, string data)
    {
        var start = new ProcessStartInfo(
            "bash", [Path.Combine(Repository.Root, "start.sh"), "--no-build", "--port", port, "--data", Path.Combine(_folder, data)])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["OLLAMA_HOST"] = _ollama.Address.ToString();
        return Process.Start(start)!;
    }

    private static async Task TerminateAsync(Process process)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
    }
}
