using ChatAi.ContainerTests.Common;
using Xunit;

namespace ChatAi.ContainerTests.Ollama;

/// <summary>Ollama itself, from CHATAI_TEST_OLLAMA_IMAGE; skips where neither the image nor its registry is there.</summary>
public sealed class RealOllamaContainer : OllamaContainer
{
    private static string Image =>
        Environment.GetEnvironmentVariable("CHATAI_TEST_OLLAMA_IMAGE") is { Length: > 0 } image ? image : "ollama/ollama:latest";

    // A small machine reads a prompt slowly.
    protected override TimeSpan Silence => TimeSpan.FromMinutes(5);

    protected override async Task<string> ImageAsync()
    {
        await Engine.RequireAsync();
        if (await Engine.SucceedsAsync("image", "inspect", Image)) return Image;
        var (exitCode, _, error) = await Engine.TryAsync(["pull", "--quiet", Image], new Dictionary<string, string>());
        if (exitCode != 0) Assert.Skip($"The image {Image} is not on this machine and cannot be pulled: {error.Trim()}");
        return Image;
    }
}

public sealed class RealOllamaTests(RealOllamaContainer ollama) : OllamaTests(ollama), IClassFixture<RealOllamaContainer>
{
    protected override bool KeepsModels => true;

    protected override async Task<bool> CanReachRegistryAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            return (await http.GetAsync(new Uri("https://registry.ollama.ai/v2/"), TestContext.Current.CancellationToken)).StatusCode
                < System.Net.HttpStatusCode.InternalServerError;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
