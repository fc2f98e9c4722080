namespace ChatAi.Application.Models;

/// <summary>Models offered for download: the built-in list, or the administrator's own.</summary>
public interface ICatalogue
{
    IReadOnlyList<CatalogueEntry> Entries { get; }
}

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
