using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

internal sealed record ModelBody(string Model);

internal sealed record CopyBody(string Source, string Destination);

internal sealed record CreateBody(string Model, string From, string? System, ChatBodyOptions? Parameters);

/// <summary>A chat without messages loads a model, or unloads it if <paramref name="KeepAlive"/> is 0 [122].</summary>
internal sealed record KeepAliveBody(
    string Model, IReadOnlyList<ChatBodyMessage> Messages, int? KeepAlive, bool Stream = false, bool Shift = false);

internal sealed record KeepAliveAnswer(bool Done);

/// <param name="Insecure">Null instead of false, so that it is left out.</param>
internal sealed record PullBody(string Model, bool? Insecure, bool Stream = true);

/// <param name="Truncate">Whether old messages that do not fit into the context may be left out [072-074].</param>
/// <param name="Shift">Whether the model may forget the beginning while it writes [184, 185]. Changing it reloads the model.</param>
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

/// <param name="SigninUrl">The sign-in page of the cloud that runs the model.</param>
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

/// <param name="License">A string, or an array of strings.</param>
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

/// <param name="Completed">Ollama leaves it out while it is 0.</param>
internal sealed record PullLine(string? Status, string? Digest, long Total, long Completed, string? Error)
{
    [JsonIgnore]
    public bool IsSuccess => Status == "success";

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out PullLine? line)
    {
        try
        {
            line = JsonSerializer.Deserialize(utf8, OllamaJson.Default.PullLine);
        }
        catch (JsonException)
        {
            line = null;
        }

        return line is not null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelBody))]
[JsonSerializable(typeof(CopyBody))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(KeepAliveBody))]
[JsonSerializable(typeof(KeepAliveAnswer))]
[JsonSerializable(typeof(PullBody))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(TagsAnswer))]
[JsonSerializable(typeof(RunningAnswer))]
[JsonSerializable(typeof(ShowAnswer))]
[JsonSerializable(typeof(PullLine))]
internal sealed partial class OllamaJson : JsonSerializerContext;

/// <summary>An unreadable time becomes null, so that it does not cost the whole list of models.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.TryGetDateTimeOffset(out var time) ? time : null;
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Times are only read.");
}

/// <summary>True, false or a level [063-065].</summary>
internal sealed class ThinkConverter : JsonConverter<ThinkingMode?>
{
    public override ThinkingMode? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Thinking modes are only written.");

    public override void Write(Utf8JsonWriter writer, ThinkingMode? value, JsonSerializerOptions options)
    {
        if (value is ThinkingMode.On or ThinkingMode.Off) writer.WriteBooleanValue(value == ThinkingMode.On);
        else writer.WriteStringValue(value switch
        {
            ThinkingMode.Low => "low"u8,
            ThinkingMode.Medium => "medium"u8,
            ThinkingMode.High => "high"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Ollama has no value for this mode."),
        });
    }
}
