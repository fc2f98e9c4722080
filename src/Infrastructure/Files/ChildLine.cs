using System.Text.Json;
using System.Text.Json.Serialization;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files;

/// <summary>What the child process writes, one JSON object per line: the kind; a unit; progress; what could not be read; the end or a
/// failure.</summary>
internal sealed record ChildLine
{
    public FileKind? Kind { get; init; }

    public int? Unit { get; init; }

    /// <summary>A reason in its stored form, as the two below.</summary>
    public string? Label { get; init; }

    public string? Text { get; init; }

    public int? Done { get; init; }

    public int? Total { get; init; }

    public string? Unreadable { get; init; }

    public string? Failure { get; init; }

    public bool? Ended { get; init; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChildLine))]
internal sealed partial class ChildLineJson : JsonSerializerContext;
