namespace ChatAi.Application.Models;

/// <summary>The models that the portal offers for download: a list that comes with it, or the administrator's own.</summary>
public interface ICatalogue
{
    IReadOnlyList<CatalogueEntry> Entries { get; }
}

/// <param name="Name">With its tag.</param>
/// <param name="Family">The name without its tag.</param>
/// <param name="Size">Bytes to download.</param>
/// <param name="ContextLength">Tokens; null where unknown.</param>
public sealed record CatalogueEntry(
    string Name,
    string Family,
    string Tag,
    string ParameterSize,
    long Size,
    string Quantization,
    int? ContextLength,
    IReadOnlyList<string> Capabilities,
    string License,
    string Description);
