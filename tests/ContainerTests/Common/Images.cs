using ChatAi.IntegrationTests.Common;

namespace ChatAi.ContainerTests.Common;

/// <summary>The images of this repository, built once in a run from its files as they are.</summary>
internal static class Images
{
    private static readonly Lazy<Task<string>> LazyPortal = new(() => BuildAsync("chat-ai-test"));
    private static readonly Lazy<Task<string>> LazySimulator = new(() =>
        BuildAsync("chat-ai-test-simulator", "--target", "ollama-simulator")
    );

    public static Task BuildAsync() => Task.WhenAll(LazyPortal.Value, LazySimulator.Value);

    public static async Task<string> PortalAsync()
    {
        await Engine.RequireAsync();
        return await LazyPortal.Value;
    }

    public static async Task<string> SimulatorAsync()
    {
        await Engine.RequireAsync();
        return await LazySimulator.Value;
    }

    private static async Task<string> BuildAsync(string name, params string[] more)
    {
        await Engine.DockerAsync(["build", "--quiet", "--network", "host", "--tag", name, .. more, Repository.Root]);
        return name;
    }
}
