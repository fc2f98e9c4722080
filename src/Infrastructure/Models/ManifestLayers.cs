using System.Text.Json;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Operations;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Reads <c>manifests/host/namespace/name/tag</c>: JSON with <c>layers</c> that have <c>mediaType</c> and <c>size</c>.</summary>
internal sealed partial class ManifestLayers(ModelFolder models, ILogger<ManifestLayers> logger) : IModelLayers
{
    private const int MaxBytes = 1024 * 1024;
    private const string MediaType = "application/vnd.ollama.image.";

    // Ollama's names do not distinguish case, many file systems do.
    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive };

    public async Task<IReadOnlyList<ModelLayer>> OfAsync(ModelName name, CancellationToken cancellationToken)
    {
        if (models.Path is not { } directory) return [];
        try
        {
            if (Find(new DirectoryInfo(Path.Combine(directory, "manifests")), name) is not { } file) return [];
            await using var stream = OperatorFile.Open(file.FullName, MaxBytes);
            using var manifest = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return
            [
                .. manifest.RootElement.GetProperty("layers").EnumerateArray()
                    .Select(layer => (Kind: KindOf(layer.GetProperty("mediaType").GetString()), Size: layer.GetProperty("size").GetInt64()))
                    .GroupBy(layer => layer.Kind, (kind, layers) => new ModelLayer(kind, layers.Sum(l => l.Size)))
                    .OrderByDescending(layer => layer.Size),
            ];
        }
        catch (Exception unreadable)
            when (unreadable
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or FormatException
            )
        {
            LogUnreadable(unreadable, name);
            return [];
        }
    }

    private static FileInfo? Find(DirectoryInfo manifests, ModelName name)
    {
        var text = name.ToString();
        var parts = text[..(text.Length - name.Tag.Length - 1)].Split('/');
        var place = parts.Length switch
        {
            1 => ["registry.ollama.ai", "library", .. parts],
            2 => ["registry.ollama.ai", .. parts],
            _ => parts,
        };
        var directory = place.Aggregate<string, DirectoryInfo?>(
            manifests, (above, part) => above is { Exists: true } ? above.EnumerateDirectories(part, AnyCase).FirstOrDefault() : null);
        return directory?.EnumerateFiles(name.Tag, AnyCase).FirstOrDefault();
    }

    private static Reason KindOf(string? mediaType) => mediaType?.Replace(MediaType, "", StringComparison.Ordinal) switch
    {
        "model" => Reason.Of("layer.weights"),
        "projector" => Reason.Of("layer.projector"),
        "adapter" => Reason.Of("layer.adapter"),
        "template" or "prompt" => Reason.Of("layer.template"),
        "system" => Reason.Of("layer.system-prompt"),
        "params" => Reason.Of("layer.parameters"),
        "license" => Reason.Of("layer.licence"),
        "messages" => Reason.Of("layer.messages"),
        _ => Reason.Of("layer.other"),
    };

    [LoggerMessage(LogLevel.Warning, "Could not read the manifest of {Name} in OLLAMA_MODELS; its layers are not shown")]
    private partial void LogUnreadable(Exception exception, ModelName name);
}
