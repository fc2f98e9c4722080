using ChatAi.Application.Models;

namespace ChatAi.WebUI.Chats;

/// <summary>Suggestions for a first model: one with reasoning, a fast one and one with vision.</summary>
internal static class FirstModels
{
    private const long MostBytes = 10_000_000_000;
    private static readonly string[] Preferred = ["qwen3:8b", "llama3.2:3b", "gemma3:12b"];

    public static IReadOnlyList<CatalogueEntry> Among(IReadOnlyList<CatalogueEntry> available) =>
    [
        .. Preferred.Select(name => available.FirstOrDefault(e => e.Name == name)).OfType<CatalogueEntry>()
            .Concat(available.Where(e => e.Size <= MostBytes && !e.Capabilities.Contains("embedding")))
            .DistinctBy(e => e.Family)
            .Take(Preferred.Length),
    ];
}
