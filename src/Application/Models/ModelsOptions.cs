using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

[OptionsSection(Section)]
public sealed class ModelsOptions
{
    public const string Section = "Models";

    public int MaxConcurrentPulls { get; internal set; } = 1;

    /// <summary>Ollama sends requests to these hosts.</summary>
    [Option("registries that models may be downloaded from, separated by commas", Default = "Ollama's own, `hf.co`")]
    public string AllowedRegistries { get; set; } = "registry.ollama.ai,ollama.com,hf.co,huggingface.co";

    [Option("further registries, without TLS or with an untrusted certificate")]
    public string InsecureRegistries { get; set; } = "";

    [Option("whether models that run at another host are allowed, such as Ollama's cloud models; chats with them leave your network")]
    public bool AllowRemote { get; set; }

    [Option("disk space that downloads leave free on the disk of the models, such as `2GB` or `500MB`")]
    public string KeepFree { get; set; } = "2GB";

    public long BytesToKeepFree => ByteSize.TryParse(KeepFree, out var bytes) ? bytes : 0;

    public bool Allows(string registry) => Names(AllowedRegistries, registry) || IsInsecure(registry);

    public bool IsInsecure(string? registry) => registry is not null && Names(InsecureRegistries, registry);

    private static bool Names(string hosts, string registry) =>
        hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(registry, StringComparer.OrdinalIgnoreCase);
}
