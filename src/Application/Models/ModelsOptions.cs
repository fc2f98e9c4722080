using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

/// <summary>Bound to the section <c>Models</c>.</summary>
public sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>Downloads that run at the same time, 1-16; the others wait.</summary>
    public int MaxConcurrentPulls { get; set; } = 1;

    /// <summary>Registry hosts that a model's name may begin with, because a pull makes the model server fetch from there. Separated by commas.</summary>
    public string AllowedRegistries { get; set; } = "registry.ollama.ai,ollama.com,hf.co,huggingface.co";

    /// <summary>Further registry hosts, which are asked without TLS or with a certificate that nobody vouches for. Separated by commas.</summary>
    public string InsecureRegistries { get; set; } = "";

    /// <summary>What a download leaves free on the disk of the models: <c>2GB</c>, <c>500MB</c>.</summary>
    public string KeepFree { get; set; } = "2GB";

    public long BytesToKeepFree => ByteSize.TryParse(KeepFree, out var bytes) ? bytes : 0;

    public bool Allows(string registry) => Names(AllowedRegistries, registry) || IsInsecure(registry);

    public bool IsInsecure(string? registry) => registry is not null && Names(InsecureRegistries, registry);

    private static bool Names(string hosts, string registry) =>
        hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(registry, StringComparer.OrdinalIgnoreCase);
}
