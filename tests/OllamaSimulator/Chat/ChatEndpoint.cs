namespace ChatAi.OllamaSimulator;

internal sealed class ChatEndpoint(SimulatedOllama simulator)
{
    private readonly Generation _generation = new(simulator);
    private readonly RemoteChat _remote = new(simulator);

    public async Task HandleAsync(HttpContext context)
    {
        var request = ChatRequestReader.Read(context.Received().Body, simulator.Options.KnowsSources);
        context.Received().Read(request);
        simulator.BeforeChat?.Invoke();
        if (await _remote.TryForwardAsync(context, request)) return;
        var steps = _generation.RunAsync(request, context.RequestAborted);
        if (request.Stream && request.Messages.Count > 0)
        {
            await StreamAsync(context, request.Reference, steps);
            return;
        }
        var whole = await WholeAnswer.CollectAsync(steps, context.RequestAborted);
        await context.Response.WriteJsonAsync(200, ChatJson.Line(whole, request.Reference, Now), context.RequestAborted);
    }

    private DateTimeOffset Now => simulator.Options.TimeProvider.GetUtcNow();

    private async Task StreamAsync(HttpContext context, string model, IAsyncEnumerable<Step> steps)
    {
        var body = new LineStream(context, ContentTypes.NdJson, context.RequestAborted);
        try
        {
            await foreach (var step in steps)
            {
                body.Splits = step.SplitsPackets;
                await body.WriteAsync(Json.Line(ChatJson.Line(step, model, Now)));
                if (step.Final is null)
                    context.Received().TokenWritten();
            }
            await body.CompleteAsync();
        }
        catch (EndsEarlyFault)
        {
            // On demand: the stream is just over, with a 200 even when not one token was said.
        }
        catch (OllamaException failure) when (body.Started)
        {
            await body.WriteAsync(Json.Line(new ErrorBody(failure.Message)));
        }
    }
}
