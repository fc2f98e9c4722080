using System.Collections.Frozen;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>The hosts of remote models, in memory since every request needs them. <see cref="StoredModels"/> keeps it up to date.</summary>
internal sealed class RemoteModels
{
    private FrozenDictionary<ModelName, string> _hosts = FrozenDictionary<ModelName, string>.Empty;

    /// <returns>The host shown beside the model; null if it is not known to be remote.</returns>
    public string? HostOf(ModelName name) => Volatile.Read(ref _hosts).GetValueOrDefault(name);

    public void Replace(IEnumerable<Model> models) => Volatile.Write(
        ref _hosts,
        models.Where(m => m.RemoteHost is not null).ToFrozenDictionary(m => m.Name, m => m.RemoteHost!));
}
