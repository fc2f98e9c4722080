namespace ChatAi.OllamaSimulator;

/// <summary><c>/api/embed</c>, its forerunner <c>/api/embeddings</c> and <c>/v1/embeddings</c> (transcripts 083-087, 104).</summary>
internal sealed class EmbedEndpoint(SimulatedOllama simulator)
{
    private SimulatorOptions Options => simulator.Options;

    public async Task EmbedAsync(HttpContext context)
    {
        var request = EmbedRequest.Read(context.Received().Body);
        var reference = Reference(request.Model);
        if (reference.Source == ModelSource.Cloud)
        {
            await new RemoteChat(simulator).ForwardToCloudAsync(context, reference.Name);
            return;
        }
        var result = await RunAsync(request, context.RequestAborted);
        // Nothing asked, nothing counted (transcript 085).
        var answer = request.Texts.Count == 0
            ? new EmbedAnswer(request.Model, [])
            : new EmbedAnswer(
                request.Model,
                result.Vectors,
                GoTime.Nanoseconds(result.Total),
                GoTime.Nanoseconds(result.Load),
                result.Tokens
            );
        await context.Response.WriteJsonAsync(200, answer, context.RequestAborted);
    }

    public async Task LegacyAsync(HttpContext context)
    {
        var request = EmbedRequest.ReadLegacy(context.Received().Body);
        EmbedResult result;
        try
        {
            result = await RunAsync(request, context.RequestAborted);
        }
        catch (OllamaException failure) when (failure.Status is 400 or 501)
        {
            // This API knows no other status for what the model refuses.
            throw new OllamaException(500, failure.Message);
        }
        var embedding = result.Vectors.SelectMany(vector => vector).Select(number => (double)number);
        await context.Response.WriteJsonAsync(200, new { embedding }, context.RequestAborted);
    }

    public async Task OpenAiAsync(HttpContext context)
    {
        var request = EmbedRequest.ReadOpenAi(context.Received().Body);
        var result = await RunAsync(request, context.RequestAborted);
        var data = result.Vectors.Select((vector, index) => new OpenAiEmbedding("embedding", vector, index));
        var usage = new { prompt_tokens = result.Tokens, total_tokens = result.Tokens };
        var answer = new { @object = "list", data, model = request.Model, usage };
        await context.Response.WriteJsonAsync(200, answer, context.RequestAborted, ContentTypes.BareJson);
    }

    private async Task<EmbedResult> RunAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        var asked = Options.TimeProvider.GetTimestamp();
        var model = Find(request.Model);
        var context = ChatOptions.Read(request.Options, model, Options.ContextLength).ContextLength;
        using var lease = await simulator.Runners.AcquireAsync(model, context, request.KeepAlive, TimeSpan.Zero, cancellationToken);
        if (request.Texts.Count > 0 && !model.Can("embedding"))
            throw new OllamaException(501, "This server does not support embeddings. Start it with `--embeddings`");
        var (vectors, tokens) = (new List<float[]>(), 0);
        foreach (var text in request.Texts)
        {
            var pieces = Fit(text, context, request.Truncate);
            tokens += pieces.Count;
            vectors.Add(Embedding.Of(string.Concat(pieces), model.EmbeddingLength, request.Dimensions));
        }
        return new EmbedResult(vectors, tokens, lease.LoadTime, Options.TimeProvider.GetElapsedTime(asked));
    }

    private SimulatedModel Find(string asked)
    {
        var name = ModelName.Parse(Reference(asked).Name) ?? throw ModelEndpoints.NotFound(asked);
        var model = simulator.Models.Find(name);
        if (model is null || model.File == ModelFile.Missing)
            throw new OllamaException(404, $"model \"{asked}\" not found, try pulling it first");
        return model.File == ModelFile.CutOff ? throw ModelEndpoints.CutOff() : model;
    }

    private ModelReference Reference(string asked) =>
        Options.KnowsSources ? ModelReference.Parse(asked) : new ModelReference(asked, ModelSource.Unspecified);

    // The beginning is kept. The refusal is not recorded; its text is that of Ollama's source.
    private static IReadOnlyList<string> Fit(string text, int contextLength, bool truncate)
    {
        var pieces = Tokenizer.Split(text);
        if (pieces.Count <= contextLength)
            return pieces;
        return truncate
            ? [.. pieces.Take(contextLength)]
            : throw new OllamaException(400, "the input length exceeds the context length");
    }

    private sealed record EmbedResult(IReadOnlyList<float[]> Vectors, int Tokens, TimeSpan Load, TimeSpan Total);

    private sealed record EmbedAnswer(
        string Model,
        IReadOnlyList<float[]> Embeddings,
        long? TotalDuration = null,
        long? LoadDuration = null,
        int? PromptEvalCount = null
    );

    private sealed record OpenAiEmbedding(string Object, float[] Embedding, int Index);
}
