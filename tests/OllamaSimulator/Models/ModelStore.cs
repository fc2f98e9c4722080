namespace ChatAi.OllamaSimulator;

/// <summary>The installed models.</summary>
public sealed class ModelStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ModelName, SimulatedModel> _models = [];
    private readonly BlobStore _blobs;
    private readonly TimeProvider _time;

    internal ModelStore(BlobStore blobs, TimeProvider time) => (_blobs, _time) = (blobs, time);

    /// <summary>Newest first, as <c>/api/tags</c> lists them.</summary>
    public IReadOnlyList<SimulatedModel> All
    {
        get
        {
            lock (_gate)
                return [.. _models.Values.OrderByDescending(model => model.ModifiedAt)];
        }
    }

    public SimulatedModel? Find(string name) => ModelName.Parse(name) is { } parsed ? Find(parsed) : null;

    /// <summary>Installs a well-known model by its name.</summary>
    public void Install(string name) => Install(KnownModels.Find(name)
        ?? throw new ArgumentException($"No model is known as '{name}'.", nameof(name)));

    public void Install(SimulatedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var name = ModelName.Parse(model.Name) ?? throw new ArgumentException($"'{model.Name}' is no model name.", nameof(model));
        if (model.ModifiedAt == default)
            model = model with { ModifiedAt = _time.GetUtcNow() };
        foreach (var layer in model.Layers)
            _blobs.Complete(layer);
        lock (_gate)
            _models[name] = model;
    }

    public bool Remove(string name) => ModelName.Parse(name) is { } parsed && Remove(parsed);

    internal SimulatedModel? Find(ModelName name)
    {
        lock (_gate)
            return _models.GetValueOrDefault(name);
    }

    // Layers that another model still needs stay on the disk, so that pulling again goes on from them.
    internal bool Remove(ModelName name)
    {
        lock (_gate)
        {
            if (!_models.Remove(name, out var removed))
                return false;
            foreach (var layer in removed.Layers.Except(_models.Values.SelectMany(model => model.Layers)))
                _blobs.Forget(layer);
            return true;
        }
    }
}
