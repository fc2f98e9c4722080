using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>A model's files, if the portal can see them; the model server does not report them.</summary>
public interface IModelLayers
{
    Task<IReadOnlyList<ModelLayer>> OfAsync(ModelName name, CancellationToken cancellationToken);
}

/// <param name="Kind">For display: <c>Weights</c>, <c>Template</c>.</param>
public sealed record ModelLayer(string Kind, long Size);
