using System.Text.Json.Nodes;

namespace ChatAi.OllamaSimulator;

internal sealed record NativeFunction(int Index, string Name, JsonObject Arguments);

internal sealed record NativeToolCall(string Id, NativeFunction Function);

internal sealed record NativeMessage(string Role, string Content, string? Thinking, IEnumerable<NativeToolCall>? ToolCalls);

internal sealed record NativeLine(
    string Model, string CreatedAt, NativeMessage Message, bool Done, string? DoneReason = null,
    long? TotalDuration = null, long? LoadDuration = null, int? PromptEvalCount = null, long? PromptEvalDuration = null,
    int? EvalCount = null, long? EvalDuration = null);

/// <summary>Lines of <c>/api/chat</c> (transcripts 027, 062, 067); the model is named as it was asked for.</summary>
internal static class ChatJson
{
    public static NativeLine Line(Step step, string model, DateTimeOffset now)
    {
        var thinking = step.Thinking is { Length: > 0 } ? step.Thinking : null;
        var message = new NativeMessage("assistant", step.Content, thinking, step.ToolCalls?.Select(ToolCall));
        var line = new NativeLine(model, GoTime.Format(now), message, Done: step.Final is not null, step.Final?.DoneReason);
        return step.Final?.Counters is not { } counters ? line : line with
        {
            TotalDuration = GoTime.Nanoseconds(counters.Total),
            LoadDuration = GoTime.Nanoseconds(counters.Load),
            PromptEvalCount = counters.PromptTokens,
            PromptEvalDuration = GoTime.Nanoseconds(counters.PromptEvaluation),
            EvalCount = counters.Tokens,
            EvalDuration = GoTime.Nanoseconds(counters.Evaluation),
        };
    }

    public static string CallId(SimulatedToolCall call) =>
        $"call_{SimulatedModel.Sha256(call.Name + call.Arguments.ToJsonString())[..8]}";

    private static NativeToolCall ToolCall(SimulatedToolCall call, int index) =>
        new(CallId(call), new NativeFunction(index, call.Name, (JsonObject)call.Arguments.DeepClone()));
}
