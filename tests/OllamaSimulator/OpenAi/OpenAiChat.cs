using System.Text;

namespace ChatAi.OllamaSimulator;

/// <summary><c>/v1/chat/completions</c> (transcripts 089-099).</summary>
internal sealed class OpenAiChat(SimulatedOllama simulator)
{
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();

    private readonly Generation _generation = new(simulator);

    public async Task HandleAsync(HttpContext context)
    {
        var request = OpenAiRequestReader.Read(context.Received().Body);
        context.Received().Read(request.Chat);
        var shape = new Shape(request.Chat.Model, simulator.Options.TimeProvider.GetUtcNow());
        var steps = _generation.RunAsync(request.Chat, context.RequestAborted);
        if (request.Chat.Stream)
        {
            await StreamAsync(context, request, shape, steps);
            return;
        }
        var whole = await WholeAnswer.CollectAsync(steps, context.RequestAborted);
        await context.Response.WriteJsonAsync(200, shape.Whole(whole), context.RequestAborted, ContentTypes.BareJson);
    }

    private static async Task StreamAsync(HttpContext context, OpenAiRequest request, Shape shape, IAsyncEnumerable<Step> steps)
    {
        var body = new LineStream(context, ContentTypes.EventStream, context.RequestAborted);
        try
        {
            var called = false;
            await foreach (var step in steps)
            {
                body.Splits = step.SplitsPackets;
                called |= step.ToolCalls is not null;
                if (step.Final is null || step.ToolCalls is not null)
                {
                    await body.WriteAsync(Event(shape.Chunk(step, first: !body.Started)));
                    context.Received().TokenWritten();
                }
                if (step.Final is null)
                    continue;
                await body.WriteAsync(Event(shape.Last(called ? "tool_calls" : step.Final.DoneReason)));
                if (request.IncludeUsage)
                    await body.WriteAsync(Event(shape.Usage(step.Final)));
            }
            await body.WriteAsync(Done);
            await body.CompleteAsync();
        }
        catch (EndsEarlyFault)
        {
            // On demand: the stream is just over.
        }
        catch (OllamaException) when (body.Started)
        {
            // A crash shows as an empty chunk of no model and the end, without a word of it (transcript 177).
            await body.WriteAsync(Event(shape.Crashed()));
        }
    }

    private static byte[] Event(OpenAiCompletion chunk) => [.. "data: "u8, .. Json.Bytes(chunk), .. "\n\n"u8];

    private sealed class Shape(string model, DateTimeOffset now)
    {
        private readonly string _id = $"chatcmpl-{now.Ticks / 10 % 900 + 100}";

        public OpenAiCompletion Chunk(Step step, bool first) => Make("chat.completion.chunk", new OpenAiChoice(0, null, new OpenAiMessage(
            first ? "assistant" : null, step.Content, step.Thinking, Calls(step)), null));

        public OpenAiCompletion Last(string reason) =>
            Make("chat.completion.chunk", new OpenAiChoice(0, null, new OpenAiMessage(), reason));

        public OpenAiCompletion Usage(Final final) =>
            Make("chat.completion.chunk") with { Usage = Count(final) };

        public OpenAiCompletion Crashed() =>
            Make("chat.completion.chunk", new OpenAiChoice(0, null, new OpenAiMessage(Content: ""), null)) with { Model = "" };

        public OpenAiCompletion Whole(Step step) => Make("chat.completion", new OpenAiChoice(0, new OpenAiMessage(
            "assistant", step.Content, string.IsNullOrEmpty(step.Thinking) ? null : step.Thinking, Calls(step)), null,
            step.ToolCalls is null ? step.Final!.DoneReason : "tool_calls")) with
        { Usage = Count(step.Final!) };

        private OpenAiCompletion Make(string kind, params OpenAiChoice[] choices) =>
            new(_id, kind, now.ToUnixTimeSeconds(), model, "fp_ollama", choices);

        private static OpenAiUsage? Count(Final final) => final.Counters is not { } counters ? null
            : new OpenAiUsage(counters.PromptTokens, counters.Tokens, counters.PromptTokens + counters.Tokens);

        private static IEnumerable<OpenAiToolCall>? Calls(Step step) => step.ToolCalls?.Select((call, index) => new OpenAiToolCall(
            ChatJson.CallId(call), index, "function", new OpenAiFunction(call.Name, Encoding.UTF8.GetString(Json.Bytes(call.Arguments)))));
    }
}
