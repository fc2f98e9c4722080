using System.Net;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Models;

/// <summary>
/// Where the model server keeps its models: <c>OLLAMA_MODELS</c>, or one of the folders that Ollama uses where nobody says another,
/// if Ollama runs on this machine.
/// </summary>
internal sealed class ModelFolder(IConfiguration configuration, IOptions<OllamaOptions> ollama)
{
    public const string Key = "OLLAMA_MODELS";

    /// <summary>Null where the portal cannot see it. One that was named need not exist: Ollama makes it when it first has a
    /// model.</summary>
    public string? Path => configuration[Key] is { Length: > 0 } told ? System.IO.Path.GetFullPath(told)
        : IsOnThisMachine() ? Usual().FirstOrDefault(Directory.Exists)
        : null;

    private bool IsOnThisMachine() => OllamaAddress.TryParse(ollama.Value.Host) is { Uri.Host: var host }
        && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private static IEnumerable<string> Usual()
    {
        yield return System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ollama", "models");
        yield return "/usr/share/ollama/.ollama/models";
        yield return "/var/lib/ollama/models";
    }
}
