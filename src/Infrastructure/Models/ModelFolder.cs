using System.Net;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Models;

/// <summary>Where Ollama keeps its models: <c>OLLAMA_MODELS</c>, or a default folder if Ollama runs on this machine.</summary>
internal sealed class ModelFolder(IConfiguration configuration, IOptions<OllamaOptions> ollama)
{
    public const string Key = "OLLAMA_MODELS";

    /// <summary>Null if the portal cannot see it. A configured folder need not exist yet.</summary>
    public string? Path => configuration[Key] is { Length: > 0 } configured ? System.IO.Path.GetFullPath(configured)
        : IsOnThisMachine() ? DefaultFolders().FirstOrDefault(Directory.Exists)
        : null;

    private bool IsOnThisMachine() => OllamaAddress.TryParse(ollama.Value.Host) is { Uri.Host: var host }
        && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private static IEnumerable<string> DefaultFolders()
    {
        yield return System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ollama", "models");
        yield return "/usr/share/ollama/.ollama/models";
        yield return "/var/lib/ollama/models";
    }
}
