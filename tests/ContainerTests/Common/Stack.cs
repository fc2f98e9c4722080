using ChatAi.IntegrationTests.Common;

namespace ChatAi.ContainerTests.Common;

/// <summary>The compose files of this repository as an operator starts them, under a name and with volumes of its own, with the simulator
/// for Ollama.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private readonly string _name = $"chatai-test-{Guid.NewGuid():N}";
    private readonly List<string> _files = ["docker-compose.yml"];
    private readonly Dictionary<string, string> _environment;

    private Stack(IEnumerable<string> overlays, IReadOnlyDictionary<string, string> environment)
    {
        _files.AddRange(overlays);
        _files.Add("tests/ContainerTests/compose.simulator.yml");
        _environment = new Dictionary<string, string>(environment);
    }

    public static async Task<Stack> UpAsync(IReadOnlyList<string> overlays, IReadOnlyDictionary<string, string> environment)
    {
        await Images.PortalAsync();
        await Images.SimulatorAsync();
        var stack = new Stack(overlays, environment);
        try
        {
            await stack.ComposeAsync("up", "--detach", "--wait", "--no-build");
            return stack;
        }
        catch (Exception failure)
        {
            var logs = await stack.ComposeAsync("logs", "--no-color", "--tail", "40");
            await stack.DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n{logs}", failure);
        }
    }

    /// <returns>What the command wrote to its output.</returns>
    public Task<string> ComposeAsync(params string[] command) =>
        Engine.DockerAsync(
            [
                "compose",
                "--project-name",
                _name,
                "--project-directory",
                Repository.Root,
                .. _files.SelectMany(f => new[] { "--file", Path.Combine(Repository.Root, f) }),
                .. command,
            ],
            _environment
        );

    public async ValueTask DisposeAsync() => await ComposeAsync("down", "--volumes", "--timeout", "10");
}
