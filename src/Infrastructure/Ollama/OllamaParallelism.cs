using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Ollama's own settings, if both share an environment; 0 leaves it to Ollama. The first one counts per model.</summary>
internal static class OllamaParallelism
{
    public static int? Of(IConfiguration configuration)
    {
        var parallel = Number(configuration, "OLLAMA_NUM_PARALLEL");
        var models = Number(configuration, "OLLAMA_MAX_LOADED_MODELS");
        return parallel is null && models is null ? null : Math.Min((parallel ?? 1) * (models ?? 1), 1024);
    }

    private static int? Number(IConfiguration configuration, string key) =>
        int.TryParse(configuration[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1024
            ? number
            : null;
}
