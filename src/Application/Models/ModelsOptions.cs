namespace ChatAi.Application.Models;

/// <summary>Bound to the section <c>Models</c>.</summary>
public sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>Downloads that run at the same time, 1-16; the others wait.</summary>
    public int MaxConcurrentPulls { get; set; } = 1;

    /// <summary>Registry hosts that a model's name may begin with, because a pull makes the model server fetch from there. Separated by commas.</summary>
    public string AllowedRegistries { get; set; } = "registry.ollama.ai,ollama.com,hf.co,huggingface.co";

    public bool Allows(string registry) =>
        AllowedRegistries.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(registry, StringComparer.OrdinalIgnoreCase);
}
