namespace ChatAi.OllamaSimulator;

/// <summary>What can be pulled, and from where.</summary>
public sealed class ModelRegistry
{
    private readonly Dictionary<ModelName, SimulatedModel> _models = [];
    private readonly HashSet<string> _secureHosts = [ModelName.DefaultHost, "hf.co"];
    private readonly HashSet<string> _plainHosts = [];

    /// <summary>Any well-known name can be pulled, not just what was added. On unless a test wants to say all itself.</summary>
    public bool HasWellKnownModels { get; set; } = true;

    /// <param name="name">With the registry's host when it is not the default one.</param>
    /// <param name="model">What is installed after the pull, under that name.</param>
    public void Add(string name, SimulatedModel model)
    {
        var parsed = ModelName.Parse(name) ?? throw new ArgumentException($"'{name}' is no model name.", nameof(name));
        _models[parsed] = model with { Name = parsed.Display, ModifiedAt = default };
    }

    /// <summary>A registry without TLS: pulls from it need <c>"insecure": true</c>.</summary>
    public void AddPlainHost(string host) => _plainHosts.Add(host);

    internal SimulatedModel Resolve(ModelName name, bool insecure)
    {
        if (_plainHosts.Contains(name.Host))
        {
            if (!insecure)
                throw Unreachable(name, "https", "tls: first record does not look like a TLS handshake");
        }
        else if (!_secureHosts.Contains(name.Host))
        {
            throw name.Host.Contains(':')
                ? Unreachable(name, insecure ? "http" : "https", $"dial tcp {name.Host}: connect: connection refused")
                : Unreachable(name, "https", $"dial tcp: lookup {name.Host} on 127.0.0.53:53: no such host");
        }
        if (_models.TryGetValue(name, out var model))
            return model;
        return (HasWellKnownModels && !name.IsCloud ? KnownModels.Find(name) : null)
            ?? throw new OllamaException(500, "pull model manifest: file does not exist");
    }

    private static OllamaException Unreachable(ModelName name, string scheme, string reason) => new(500,
        $"pull model manifest: Get \"{scheme}://{name.Host}/v2/{name.Namespace}/{name.Model}/manifests/{name.Tag}\": {reason}");
}
