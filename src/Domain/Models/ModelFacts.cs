namespace ChatAi.Domain.Models;

/// <summary>Size in bytes, context length in tokens.</summary>
public sealed record ModelFacts(
    string Digest,
    long Size,
    string Family,
    string ParameterSize,
    string Quantization,
    int? ContextLength,
    DateTimeOffset ModifiedAt)
{
    public const int MaxRemoteLength = 255;

    public static ModelFacts Unknown { get; } = new("", 0, "", "", "", null, DateTimeOffset.UnixEpoch);

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    public string? RemoteHost { get; init; }

    public string? RemoteModel { get; init; }

    public bool Equals(ModelFacts? other) =>
        other is not null
        && Digest == other.Digest && Size == other.Size && Family == other.Family && ParameterSize == other.ParameterSize
        && Quantization == other.Quantization && ContextLength == other.ContextLength && ModifiedAt == other.ModifiedAt
        && RemoteHost == other.RemoteHost && RemoteModel == other.RemoteModel
        && Capabilities.SequenceEqual(other.Capabilities);

    public override int GetHashCode() => HashCode.Combine(Digest, Size, ModifiedAt);
}
