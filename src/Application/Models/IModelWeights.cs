using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>Which models share weights: copies, and variants with another prompt or options. Ollama keeps shared weights in memory once,
/// lists them under the name loaded first, and unloads them for all.</summary>
public interface IModelWeights
{
    bool AreShared(ModelName one, ModelName other);
}

public static class RunningModels
{
    /// <returns>The loaded model with these weights, under any name; null if there is none.</returns>
    public static RunningModel? WithWeightsOf(this IReadOnlyList<RunningModel> running, ModelName name, IModelWeights weights) =>
        running.FirstOrDefault(r => r.Name == name) ?? running.FirstOrDefault(r => weights.AreShared(r.Name, name));
}
