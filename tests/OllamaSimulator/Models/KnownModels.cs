using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatAi.OllamaSimulator;

/// <summary>Believable models: well-known names with their real sizes, others of known families by the size in the tag.</summary>
public static partial class KnownModels
{
    private sealed record Entry(
        string Name,
        string Family,
        double Billions,
        long Bytes,
        int Context,
        int Embedding,
        string Extras = "",
        long Projector = 0
    );

    // The first entry of a model is what its name without a tag means.
    private static readonly Entry[] Entries =
    [
        new("llama3.2:3b", "llama", 3.2, 2_019_393_189, 131_072, 3072, "tools"),
        new("llama3.2:1b", "llama", 1.2, 1_321_098_329, 131_072, 2048, "tools"),
        new("llama3.1:8b", "llama", 8.0, 4_920_753_328, 131_072, 4096, "tools"),
        new("llama3.3:70b", "llama", 70.6, 42_520_413_916, 131_072, 8192, "tools"),
        new("qwen3:8b", "qwen3", 8.2, 5_225_388_164, 40_960, 4096, "tools thinking"),
        new("qwen3:0.6b", "qwen3", 0.752, 522_653_767, 40_960, 1024, "tools thinking"),
        new("qwen3:1.7b", "qwen3", 2.0, 1_359_293_444, 40_960, 2048, "tools thinking"),
        new("qwen3:4b", "qwen3", 4.0, 2_497_293_931, 262_144, 2560, "tools thinking"),
        new("qwen3:14b", "qwen3", 14.8, 9_276_198_565, 40_960, 5120, "tools thinking"),
        new("qwen3:32b", "qwen3", 32.8, 20_201_253_588, 40_960, 5120, "tools thinking"),
        new("qwen3-vl:8b", "qwen3vl", 8.8, 6_100_000_000, 262_144, 4096, "vision tools thinking"),
        new("qwen3-vl:4b", "qwen3vl", 4.4, 3_300_000_000, 262_144, 2560, "vision tools thinking"),
        new("qwen2.5-coder:7b", "qwen2", 7.6, 4_683_087_561, 32_768, 3584, "tools"),
        new("gemma3:4b", "gemma3", 4.3, 3_338_801_804, 131_072, 2560, "vision"),
        new("gemma3:270m", "gemma3", 0.268, 291_554_930, 32_768, 640),
        new("gemma3:1b", "gemma3", 1.0, 815_319_791, 32_768, 1152),
        new("gemma3:12b", "gemma3", 12.2, 8_149_190_253, 131_072, 3840, "vision"),
        new("gemma3:27b", "gemma3", 27.4, 17_396_936_941, 131_072, 5376, "vision"),
        new("gpt-oss:20b", "gptoss", 20.9, 13_793_441_244, 131_072, 2880, "tools thinking"),
        new("deepseek-r1:8b", "qwen3", 8.2, 5_225_376_047, 131_072, 4096, "thinking"),
        new("deepseek-r1:1.5b", "qwen2", 1.8, 1_117_322_768, 131_072, 1536, "thinking"),
        new("mistral:7b", "llama", 7.2, 4_372_824_384, 32_768, 4096, "tools"),
        new("phi4:14b", "phi3", 14.7, 9_053_116_391, 16_384, 5120),
        new("phi4-mini:3.8b", "phi3", 3.8, 2_491_876_774, 131_072, 3072, "tools"),
        new("llava:7b", "llama", 7.2, 4_733_363_377, 32_768, 4096, "vision", Projector: 624_434_368),
        new("llama3.2-vision:11b", "mllama", 10.7, 7_816_589_186, 131_072, 4096, "vision"),
        new("moondream:1.8b", "phi2", 1.4, 1_738_451_197, 2048, 2048, "vision", Projector: 909_777_984),
        new("codellama:7b", "llama", 6.7, 3_825_910_662, 16_384, 4096),
        new("smollm2:1.7b", "llama", 1.7, 1_820_426_071, 8192, 2048, "tools"),
        new("smollm2:360m", "llama", 0.362, 725_566_512, 8192, 960, "tools"),
        new("smollm2:135m", "llama", 0.135, 270_898_672, 8192, 576, "tools"),
        new("tinyllama:1.1b", "llama", 1.1, 637_700_138, 2048, 2048),
        new("nomic-embed-text:v1.5", "nomic-bert", 0.137, 274_302_450, 2048, 768, "embedding"),
        new("mxbai-embed-large:335m", "bert", 0.334, 669_615_493, 512, 1024, "embedding"),
        new("bge-m3:567m", "bert", 0.567, 1_157_672_605, 8192, 1024, "embedding"),
        new("all-minilm:22m", "bert", 0.023, 45_960_996, 512, 384, "embedding"),
    ];

    private static readonly string[] Families =
    [
        "llama",
        "qwen",
        "gemma",
        "mistral",
        "mixtral",
        "phi",
        "deepseek",
        "granite",
        "olmo",
        "smollm",
        "codellama",
        "starcoder",
        "command-r",
        "falcon",
        "yi",
        "gpt-oss",
        "nemotron",
        "devstral",
        "magistral",
    ];

    /// <summary>What the program has installed when nothing else is said: chat, thinking with tools, pictures, embeddings.</summary>
    public static IReadOnlyList<string> DemoNames { get; } = ["llama3.2:3b", "qwen3:8b", "gemma3:4b", "nomic-embed-text:latest"];

    /// <summary>Null for a name that no registry would have.</summary>
    public static SimulatedModel? Find(string name) => ModelName.Parse(name) is { } parsed ? Find(parsed) : null;

    /// <summary>What <c>ollama pull</c> of a cloud model installs: a manifest without weights.</summary>
    public static SimulatedModel Remote(string name, string remoteHost, string remoteModel) => new()
    {
        Name = name,
        Family = "gptoss",
        ParameterSize = "116.8B",
        Quantization = "MXFP4",
        ContextLength = 131_072,
        Capabilities = ["completion", "tools", "thinking"],
        Layers = [new ModelLayer("config", $"sha256:{SimulatedModel.Sha256(remoteHost + remoteModel)}", 384)],
        Digest = SimulatedModel.Sha256($"{name} at {remoteHost}"),
        RemoteHost = remoteHost,
        RemoteModel = remoteModel,
    };

    internal static SimulatedModel? Find(ModelName name)
    {
        var entry = Entries.FirstOrDefault(entry => entry.Name.Equals($"{name.Model}:{name.Tag}", StringComparison.OrdinalIgnoreCase));
        if (entry is null && name.Tag == "latest")
            entry = Entries.FirstOrDefault(entry => entry.Name.StartsWith($"{name.Model}:", StringComparison.OrdinalIgnoreCase));
        entry ??= Derive(name);
        return entry is null ? null : Build(name, entry);
    }

    private static Entry? Derive(ModelName name)
    {
        var family = Array.Find(Families, family => name.Model.StartsWith(family, StringComparison.OrdinalIgnoreCase));
        var size = SizeTag().Match(name.Tag == "latest" ? "7b" : name.Tag);
        if (family is null || !size.Success)
            return null;
        var number = double.Parse(size.Groups["n"].Value, CultureInfo.InvariantCulture);
        var billions = size.Groups["u"].Value is "m" or "M" ? number / 1000 : number;
        return new Entry(name.Display, family, billions, (long)(billions * 610_000_000) + 12_345, 32_768, 4096);
    }

    private static SimulatedModel Build(ModelName name, Entry entry)
    {
        var embeds = entry.Extras == "embedding";
        var extras = entry.Extras.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ModelLayer[] small =
        [
            Layer("template", 1_482),
            Layer("license", 11_340),
            Layer("params", 96),
            Layer("config", 487),
        ];
        ModelLayer[] projector = entry.Projector > 0 ? [Layer("projector", entry.Projector)] : [];
        return new SimulatedModel
        {
            Name = name.Display,
            Family = entry.Family,
            ParameterSize = entry.Billions < 1 ? $"{entry.Billions * 1000:0.##}M" : $"{entry.Billions:0.0}B",
            ParameterCount = (long)(entry.Billions * 1_000_000_000),
            Quantization = entry.Billions < 1 ? "F16" : entry.Family == "gptoss" ? "MXFP4" : "Q4_K_M",
            ContextLength = entry.Context,
            EmbeddingLength = entry.Embedding,
            Capabilities = embeds ? extras : ["completion", .. extras],
            Layers = [Layer("model", entry.Bytes - entry.Projector - small.Sum(layer => layer.Size)), .. projector, .. small],
            Digest = SimulatedModel.Sha256(entry.Name),
            Template = "{{- range .Messages }}<|{{ .Role }}|>{{ .Content }}<|end|>{{ end }}<|assistant|>",
            License = "Apache License, Version 2.0",
            Parameters = embeds ? [] : [new("stop", "<|end|>"), new("temperature", "0.7")],
        };

        ModelLayer Layer(string kind, long size) => new(kind, $"sha256:{SimulatedModel.Sha256($"{entry.Name} {kind}")}", size);
    }

    [GeneratedRegex(@"^(?<n>\d+(\.\d+)?)(?<u>[bBmM])(-[\w.-]+)?$")]
    private static partial Regex SizeTag();
}
