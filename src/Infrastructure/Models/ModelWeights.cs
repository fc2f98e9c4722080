using System.Collections.Frozen;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>Compares digests and the base models of variants. <see cref="StoredModels"/> keeps it up to date.</summary>
internal sealed class ModelWeights : IModelWeights
{
    // Variants of variants. Ollama has no cycles, but nothing keeps one out of the store.
    private const int MaxGenerations = 10;

    private FrozenDictionary<ModelName, string> _weights = FrozenDictionary<ModelName, string>.Empty;

    public bool AreShared(ModelName one, ModelName other)
    {
        var weights = Volatile.Read(ref _weights);
        return weights.TryGetValue(one, out var of) && of.Length > 0 && of == weights.GetValueOrDefault(other);
    }

    public void Replace(IReadOnlyList<Model> models)
    {
        var byName = models.ToDictionary(m => m.Name);
        Volatile.Write(ref _weights, models.ToFrozenDictionary(m => m.Name, m => WeightsOf(m, byName)));
    }

    private static string WeightsOf(Model model, Dictionary<ModelName, Model> models)
    {
        for (var generation = 0; generation < MaxGenerations; generation++)
        {
            if (!ModelName.TryParse(model.ParentModel, out var parent)) break;

            // Two variants of a missing base still share its weights.
            if (!models.TryGetValue(parent, out var known)) return $"base {parent}";
            model = known;
        }

        return model.Facts.Digest;
    }
}
