using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatAi.Infrastructure.Ollama;

internal sealed record KeepAliveAnswer(bool Done);

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
