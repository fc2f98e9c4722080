using System.Text.Json;
using System.Text.Json.Serialization;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

internal sealed record ModelBody(string Model);

internal sealed record CopyBody(string Source, string Destination);

internal sealed record CreateBody(string Model, string From, string? System, ChatBodyOptions? Parameters);

/// <summary>A chat without messages loads a model, or unloads it where <paramref name="KeepAlive"/> is 0 [122].</summary>
internal sealed record KeepBody(
    string Model, IReadOnlyList<ChatBodyMessage> Messages, int? KeepAlive, bool Stream = false, bool Shift = false);

internal sealed record KeepAnswer(bool Done);

/// <param name="Insecure">Left out unless it is so.</param>
internal sealed record PullBody(string Model, bool? Insecure, bool Stream = true);

/// <param name="Truncate">Whether what does not fit into the context may be left out [072-074].</param>
/// <param name="Shift">
/// Whether the model may forget the beginning while it writes [184, 185]. The same in each request: another value makes Ollama load the
/// model anew.
/// </param>
internal sealed record ChatBody(
    string Model,
    IReadOnlyList<ChatBodyMessage> Messages,
    ChatBodyOptions? Options,
    [property: JsonConverter(typeof(ThinkConverter))] ThinkingMode? Think,
    bool Truncate = false,
    bool Shift = false,
    JsonElement? Format = null,
    bool Stream = true);

internal sealed record ChatBodyMessage(string Role, string Content);

internal sealed record ChatBodyOptions(double? Temperature, double? TopP, int? NumCtx, int? NumPredict);

/// <param name="SigninUrl">Where to sign in to the cloud that the model runs in.</param>
internal sealed record ErrorAnswer(string? Error, string? SigninUrl = null);

internal sealed record VersionAnswer(string? Version);

internal sealed record TagsAnswer(IReadOnlyList<TagsModel>? Models);

internal sealed record TagsModel(
    string? Name,
    string? Digest,
    long? Size,
    TagsDetails? Details,
    IReadOnlyList<string>? Capabilities,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset? ModifiedAt,
    string? RemoteHost = null,
    string? RemoteModel = null);

internal sealed record TagsDetails(
    string? Family,
    string? ParameterSize,
    string? QuantizationLevel,
    long? ContextLength,
    string? ParentModel = null
);

internal sealed record RunningAnswer(IReadOnlyList<RunningAnswerModel>? Models);

internal sealed record RunningAnswerModel(
    string? Name,
    long? Size,
    long? SizeVram,
    long? ContextLength,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset? ExpiresAt);

/// <param name="License">A text, or an array of texts where a model has several.</param>
internal sealed record ShowAnswer(
    TagsDetails? Details,
    JsonElement ModelInfo,
    IReadOnlyList<string>? Capabilities,
    string? Template,
    string? Parameters,
    string? System,
    JsonElement License,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset? ModifiedAt,
    string? RemoteHost = null,
    string? RemoteModel = null);

/// <param name="Completed">Left out by Ollama while it is 0.</param>
internal sealed record PullLine(string? Status, string? Digest, long Total, long Completed, string? Error);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelBody))]
[JsonSerializable(typeof(CopyBody))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(KeepBody))]
[JsonSerializable(typeof(KeepAnswer))]
[JsonSerializable(typeof(PullBody))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(TagsAnswer))]
[JsonSerializable(typeof(RunningAnswer))]
[JsonSerializable(typeof(ShowAnswer))]
[JsonSerializable(typeof(PullLine))]
internal sealed partial class OllamaJson : JsonSerializerContext;

/// <summary>A time that cannot be read is no time; it must not cost the whole list of models.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.TryGetDateTimeOffset(out var time) ? time : null;
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Ollama is told no times.");
}

/// <summary>Yes, no, or a level (transcripts 063-065).</summary>
internal sealed class ThinkConverter : JsonConverter<ThinkingMode?>
{
    public override ThinkingMode? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Ollama does not tell how it was asked to think.");

    public override void Write(Utf8JsonWriter writer, ThinkingMode? value, JsonSerializerOptions options)
    {
        if (value is ThinkingMode.On or ThinkingMode.Off) writer.WriteBooleanValue(value == ThinkingMode.On);
        else writer.WriteStringValue(value switch
        {
            ThinkingMode.Low => "low"u8,
            ThinkingMode.Medium => "medium"u8,
            ThinkingMode.High => "high"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no word for this on the wire."),
        });
    }
}
