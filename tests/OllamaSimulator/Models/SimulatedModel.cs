using System.Security.Cryptography;
using System.Text;

namespace ChatAi.OllamaSimulator;

/// <summary>A model as Ollama describes it. <see cref="KnownModels"/> makes believable ones from a name.</summary>
public sealed record SimulatedModel
{
    /// <summary>As it is listed, e.g. <c>llama3.2:3b</c>.</summary>
    public required string Name { get; init; }

    public required string Family { get; init; }

    /// <summary>As it is shown, e.g. <c>3.2B</c>.</summary>
    public required string ParameterSize { get; init; }

    public long ParameterCount { get; init; }

    public string Quantization { get; init; } = "Q4_K_M";

    public int ContextLength { get; init; } = 4096;

    public int EmbeddingLength { get; init; } = 2048;

    /// <summary>Of <c>completion</c>, <c>tools</c>, <c>thinking</c>, <c>vision</c>, <c>embedding</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = ["completion"];

    /// <summary>
    /// The model brings its own chat template: <c>/api/tags</c> leaves out what follows from it (transcript 239),
    /// tool calls come in the last line (214), an overlong prompt is refused (218).
    /// </summary>
    public bool HasNativeTemplate { get; init; }

    public IReadOnlyList<ModelLayer> Layers { get; init; } = [];

    public string Digest { get; init; } = "";

    public string Template { get; init; } = "{{ .Prompt }}";

    public string? System { get; init; }

    public string? License { get; init; }

    /// <summary>Defaults of options; a key may come more than once (<c>stop</c>).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    public string ParentModel { get; init; } = "";

    /// <summary>The address to which a remote model's chats are forwarded, e.g. <c>https://ollama.com:443</c>; null for a local
    /// model.</summary>
    public string? RemoteHost { get; init; }

    /// <summary>What the remote host calls the model.</summary>
    public string? RemoteModel { get; init; }

    public bool IsRemote => !string.IsNullOrEmpty(RemoteHost) && !string.IsNullOrEmpty(RemoteModel);

    public DateTimeOffset ModifiedAt { get; init; }

    public ModelFile File { get; init; }

    /// <summary>The manifest with its layers, in bytes.</summary>
    public long Size => Layers.Sum(layer => layer.Size);

    public bool Can(string capability) => Capabilities.Contains(capability);

    internal static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <param name="Kind">model, projector, template, system, license, params or config.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hex digits.</param>
/// <param name="Size">In bytes.</param>
public sealed record ModelLayer(string Kind, string Digest, long Size);

/// <summary>What is left of a model's file on the server's disk.</summary>
public enum ModelFile
{
    Whole,

    /// <summary>Listed as usual, but neither shown nor loaded (transcripts 200-202).</summary>
    CutOff,

    /// <summary>Listed with fewer fields (transcripts 203-205).</summary>
    Missing,
}
