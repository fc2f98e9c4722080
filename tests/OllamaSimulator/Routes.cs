namespace ChatAi.OllamaSimulator;

internal static class Routes
{
    private static readonly string[] Read = ["HEAD", "GET"];

    public static void Map(IEndpointRouteBuilder routes, SimulatedOllama simulator)
    {
        var models = new ModelEndpoints(simulator);
        var embeddings = new EmbedEndpoint(simulator);
        var faults = new FaultEndpoint(simulator);
        routes.MapMethods("/", Read, context => TextAsync(context, "Ollama is running"));
        routes.MapMethods("/api/version", Read, context =>
            context.Response.WriteJsonAsync(200, new { version = simulator.Options.Version }, context.RequestAborted));
        routes.MapMethods("/api/status", ["GET"], context => context.Response.WriteJsonAsync(
            200, new { cloud = new { disabled = true, source = "env" } }, context.RequestAborted));
        routes.MapMethods("/api/tags", Read, models.TagsAsync);
        routes.MapMethods("/api/ps", ["GET"], models.PsAsync);
        Map("/api/show", "POST", models.ShowAsync);
        Map("/api/copy", "POST", models.CopyAsync);
        Map("/api/delete", "DELETE", models.DeleteAsync);
        Map("/api/create", "POST", new CreateEndpoint(simulator).HandleAsync);
        Map("/api/pull", "POST", simulator.Pulls.HandleAsync);
        Map("/api/embed", "POST", embeddings.EmbedAsync);
        Map("/api/embeddings", "POST", embeddings.LegacyAsync);
        Map("/api/chat", "POST", new ChatEndpoint(simulator).HandleAsync);
        MapOpenAi("/v1/chat/completions", "POST", new OpenAiChat(simulator).HandleAsync);
        MapOpenAi("/v1/embeddings", "POST", embeddings.OpenAiAsync);
        MapOpenAi("/v1/models", "GET", new OpenAiModels(simulator).ListAsync);
        MapOpenAi("/v1/models/{name}", "GET", new OpenAiModels(simulator).OneAsync);
        Map("/simulator/faults", "POST", faults.AddAsync);
        Map("/simulator/faults", "DELETE", faults.ClearAsync);

        void Map(string path, string method, RequestDelegate handle) => routes.MapMethods(path, [method], async context =>
        {
            try
            {
                await handle(context);
            }
            catch (OllamaException failure)
            {
                await context.Response.WriteJsonAsync(failure.Status, new ErrorBody(failure.Message), context.RequestAborted);
            }
        });

        void MapOpenAi(string path, string method, RequestDelegate handle) => routes.MapMethods(path, [method], async context =>
        {
            try
            {
                await handle(context);
            }
            catch (OllamaException failure)
            {
                // What is refused while the request is read comes from Gin, with the charset (transcripts 094, 092).
                var type = context.Received().Chat is null && failure.Status == 400 ? ContentTypes.Json : ContentTypes.BareJson;
                await context.Response.WriteJsonAsync(failure.Status, OpenAiError.From(failure), context.RequestAborted, type);
            }
        });
    }

    /// <summary>Paths and methods that nobody serves are answered in plain text (transcripts 006, 007).</summary>
    public static Task NotServedAsync(HttpContext context) => context.Response.StatusCode switch
    {
        404 => TextAsync(context, "404 page not found", "text/plain"),
        405 => TextAsync(context, "405 method not allowed", "text/plain"),
        _ => Task.CompletedTask,
    };

    private static Task TextAsync(HttpContext context, string text, string contentType = "text/plain; charset=utf-8")
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = text.Length;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
