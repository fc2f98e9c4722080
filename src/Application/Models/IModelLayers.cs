using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>What a model's files are, where the portal sees them; the model server itself does not tell.</summary>
public interface IModelLayers
{
    /// <returns>Largest first; empty where they cannot be seen.</returns>
    Task<IReadOnlyList<ModelLayer>> OfAsync(ModelName name, CancellationToken cancellationToken);
}

/// <param name="Kind">For people: <c>Weights</c>, <c>Template</c>.</param>
/// <param name="Size">Bytes.</param>
public sealed record ModelLayer(string Kind, long Size);
