namespace ChatAi.Application.Models;

/// <param name="Parameters">One <c>name value</c> per line.</param>
/// <param name="ContextLength">The model's maximum, in tokens.</param>
public sealed record ModelDetails(
    string Family,
    string ParameterSize,
    string Quantization,
    int? ContextLength,
    IReadOnlyList<string> Capabilities,
    string Template,
    string Parameters,
    string SystemPrompt,
    string License,
    DateTimeOffset? ModifiedAt,
    string ParentModel)
{
    public string? RemoteHost { get; init; }

    /// <summary>Bytes of memory that each token of the context takes, at most; null if unknown.</summary>
    public long? BytesPerToken { get; init; }
}
