namespace ChatAi.OllamaSimulator;

internal sealed class OpenAiModels(SimulatedOllama simulator)
{
    public Task ListAsync(HttpContext context) => context.Response.WriteJsonAsync(
        200, new { @object = "list", data = simulator.Models.All.Select(model => Shape(model, model.Name)) },
        context.RequestAborted, ContentTypes.BareJson);

    public Task OneAsync(HttpContext context)
    {
        var asked = (string)context.Request.RouteValues["name"]!;
        var model = simulator.Models.Find(asked)
            ?? throw ModelEndpoints.NotFound(ModelName.Parse(asked)?.Display ?? asked);
        return context.Response.WriteJsonAsync(200, Shape(model, asked), context.RequestAborted, ContentTypes.BareJson);
    }

    private static OpenAiModel Shape(SimulatedModel model, string id) =>
        new(id, "model", model.ModifiedAt.ToUnixTimeSeconds(), ModelName.Parse(model.Name)!.Namespace);
}
