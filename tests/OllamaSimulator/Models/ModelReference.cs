namespace ChatAi.OllamaSimulator;

public enum ModelSource
{
    Unspecified,
    Local,
    Cloud,
}

/// <summary>A model as requests name it: <c>:local</c>, <c>:cloud</c> and <c>-cloud</c> at the end say where it is to run
/// (internal/modelref of Ollama 0.33).</summary>
internal sealed record ModelReference(string Name, ModelSource Source)
{
    public static ModelReference Parse(string text)
    {
        var reference = Split(text);
        return reference.Source != ModelSource.Unspecified && Split(reference.Name).Source != ModelSource.Unspecified
            ? throw new OllamaException(400, $"use either :local or :cloud, not both: \"{text}\"")
            : reference;
    }

    private static ModelReference Split(string text)
    {
        var colon = text.LastIndexOf(':');
        var suffix = text[(colon + 1)..].ToLowerInvariant();
        if (colon < 0 || suffix.Contains('/', StringComparison.Ordinal))
            return new ModelReference(text, ModelSource.Unspecified);
        return suffix switch
        {
            "cloud" => new ModelReference(text[..colon], ModelSource.Cloud),
            "local" => new ModelReference(text[..colon], ModelSource.Local),
            _ when suffix.EndsWith("-cloud", StringComparison.Ordinal) => new ModelReference(text[..^"-cloud".Length], ModelSource.Cloud),
            _ => new ModelReference(text, ModelSource.Unspecified),
        };
    }
}
