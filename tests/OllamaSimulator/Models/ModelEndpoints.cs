namespace ChatAi.OllamaSimulator;

/// <summary>Listing, showing, copying and deleting models.</summary>
internal sealed class ModelEndpoints(SimulatedOllama simulator)
{
    public Task TagsAsync(HttpContext context) => context.Response.WriteJsonAsync(
        200, new { models = simulator.Models.All.Select(ModelJson.Listed) }, context.RequestAborted);

    public Task PsAsync(HttpContext context)
    {
        var running = simulator.Runners.Loaded.Select(loaded => ModelJson.Running(loaded, simulator.Options.GpuShare));
        return context.Response.WriteJsonAsync(200, new { models = running }, context.RequestAborted);
    }

    public async Task ShowAsync(HttpContext context)
    {
        var fields = Fields.Parse(context.Received().Body, "ShowRequest");
        var asked = ModelField(fields);
        if (asked.Length == 0)
            throw new OllamaException(400, "model is required");
        var reference = simulator.Options.KnowsSources ? ModelReference.Parse(asked) : new ModelReference(asked, ModelSource.Unspecified);
        if (reference.Source == ModelSource.Cloud)
        {
            await new RemoteChat(simulator).ForwardToCloudAsync(context, reference.Name);
            return;
        }
        var name = ModelName.Parse(reference.Name) ?? throw new OllamaException(400, "invalid model name");
        var model = simulator.Models.Find(name) ?? throw NotFound(asked);
        if (model.IsRemote && reference.Source == ModelSource.Local)
            throw NotFound(asked);
        if (model.IsRemote && simulator.Options.Cloud is null)
            throw RemoteChat.Disabled("remote model details are unavailable");
        if (model.File == ModelFile.Missing)
            throw NotFound(model.Name);
        if (model.File == ModelFile.CutOff)
            throw CutOff();
        await context.Response.WriteJsonAsync(200, ModelJson.Shown(model, fields.Flag("verbose") ?? false), context.RequestAborted);
    }

    public Task CopyAsync(HttpContext context)
    {
        var fields = Fields.Parse(context.Received().Body, "CopyRequest");
        var (source, destination) = (fields.Text("source"), fields.Text("destination"));
        var from = ModelName.Parse(source) ?? throw new OllamaException(400, $"source \"{source}\" is invalid");
        var to = ModelName.Parse(destination) ?? throw new OllamaException(400, $"destination \"{destination}\" is invalid");
        var model = simulator.Models.Find(from) ?? throw new OllamaException(404, $"model \"{source}\" not found");
        simulator.Models.Install(model with { Name = to.Display, ModifiedAt = default });
        return Task.CompletedTask;
    }

    public Task DeleteAsync(HttpContext context)
    {
        var asked = ModelField(Fields.Parse(context.Received().Body, "DeleteRequest"));
        var name = ModelName.Parse(asked) ?? throw new OllamaException(400, $"name \"{asked}\" is invalid");
        return simulator.Models.Remove(name) ? Task.CompletedTask : throw NotFound(asked);
    }

    public static string ModelField(Fields fields) => fields.Text("model") is { Length: > 0 } model ? model : fields.Text("name");

    public static OllamaException NotFound(string name) => new(404, $"model '{name}' not found");

    public static OllamaException CutOff() =>
        new(500, "tensor \"output.weight\" offset+size (536032) exceeds file size (500000)");
}
