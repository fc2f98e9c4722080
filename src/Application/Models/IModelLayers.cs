using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>A model's files, if the portal can see them; the model server does not report them.</summary>
public interface IModelLayers
{
    Task<IReadOnlyList<ModelLayer>> OfAsync(ModelName name, CancellationToken cancellationToken);
}

public sealed record ModelLayer(Reason Kind, long Size);
