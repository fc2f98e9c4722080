using System.Text.Json.Serialization;

namespace ChatAi.OllamaSimulator;

internal sealed record OpenAiErrorDetail(
    string Message, string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Param = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Code = null);

internal sealed record OpenAiError(OpenAiErrorDetail Error)
{
    public static OpenAiError From(OllamaException failure) => new(new OpenAiErrorDetail(failure.Message, failure.Status switch
    {
        400 => "invalid_request_error",
        404 => "not_found_error",
        _ => "api_error",
    }));
}

internal sealed record OpenAiModel(string Id, string Object, long Created, string OwnedBy);

internal sealed record OpenAiFunction(string Name, string Arguments);

internal sealed record OpenAiToolCall(string Id, int Index, string Type, OpenAiFunction Function);

internal sealed record OpenAiMessage(
    string? Role = null, string? Content = null, string? Reasoning = null, IEnumerable<OpenAiToolCall>? ToolCalls = null);

internal sealed record OpenAiChoice(
    int Index, OpenAiMessage? Message, OpenAiMessage? Delta,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FinishReason);

internal sealed record OpenAiUsage(int PromptTokens, int CompletionTokens, int TotalTokens);

internal sealed record OpenAiCompletion(
    string Id, string Object, long Created, string Model, string SystemFingerprint, OpenAiChoice[] Choices, OpenAiUsage? Usage = null);
