using System.Security.Cryptography;
using System.Text;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>Models of 300 MB that no other shares a byte with.</summary>
internal static class BigModel
{
    public const long Size = 300_000_000;

    /// <returns>The name that it can be pulled by.</returns>
    public static string Offer(SimulatedOllama simulator, string tag)
    {
        var name = $"benchmark:{tag}";
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";
        simulator.Registry.Add(name, KnownModels.Find("gemma3:270m")! with { Layers = [new ModelLayer("model", digest, Size)] });
        return name;
    }
}
