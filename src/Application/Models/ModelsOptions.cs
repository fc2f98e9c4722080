using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

[OptionsSection(Section)]
public sealed class ModelsOptions
{
    public const string Section = "Models";

    public int MaxConcurrentPulls { get; internal set; } = 1;

    /// <summary>Ollama sends requests to these hosts.</summary>
    [Option("hosts that a model's name may begin with, separated by commas", Default = "Ollama's own, `hf.co`")]
    public string AllowedRegistries { get; set; } = "registry.ollama.ai,ollama.com,hf.co,huggingface.co";

    [Option("further such hosts, which are asked without TLS or with a certificate that nobody vouches for")]
    public string InsecureRegistries { get; set; } = "";

    [Option("allows models that run at another host, such as Ollama's cloud models; chats with them leave your network")]
    public bool AllowRemote { get; set; }

    [Option("what downloads leave free on the disk of the models: `2GB`, `500MB`")]
    public string KeepFree { get; set; } = "2GB";

    public long BytesToKeepFree => ByteSize.TryParse(KeepFree, out var bytes) ? bytes : 0;

    public bool Allows(string registry) => Names(AllowedRegistries, registry) || IsInsecure(registry);

    public bool IsInsecure(string? registry) => registry is not null && Names(InsecureRegistries, registry);

    private static bool Names(string hosts, string registry) =>
        hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(registry, StringComparer.OrdinalIgnoreCase);
}
