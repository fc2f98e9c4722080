using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>
/// Which models have the same weights: copies, and variants that only change a prompt or options. Ollama keeps weights in memory once,
/// lists them by the name that was loaded first, and unloads them for all.
/// </summary>
public interface IModelWeights
{
    bool AreShared(ModelName one, ModelName other);
}

public static class RunningModels
{
    /// <returns>The model in memory that has these weights, by whatever name; null if there is none.</returns>
    public static RunningModel? WithWeightsOf(this IReadOnlyList<RunningModel> running, ModelName name, IModelWeights weights) =>
        running.FirstOrDefault(r => r.Name == name) ?? running.FirstOrDefault(r => weights.AreShared(r.Name, name));
}
