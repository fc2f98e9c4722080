using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Models;

namespace ChatAi.WebUI.Chats;

/// <summary>Recommendations for a first model: a balanced one, a faster one and a more capable one, as far as they fit into the memory of
/// the model server. Within each, the order of the catalogue decides.</summary>
internal static class FirstModels
{
    private const int Count = 3;
    private const long Small = 3_000_000_000;
    private const long Large = 10_000_000_000;

    // Runs on most machines.
    private const long MaxWhileMemoryIsUnknown = 6_000_000_000;

    public static IReadOnlyList<CatalogueEntry> Among(IReadOnlyList<CatalogueEntry> available, PolicyView policy)
    {
        var chat = available.Where(e => e.Size > 0 && e.Capabilities.Contains(ModelCapability.Completion)).ToList();
        var fitting = chat.FindAll(e => Fits(e, policy));
        if (fitting.Count == 0) return [.. chat.OrderBy(e => e.Size).Take(Count)];

        var balanced = fitting.Find(e => e.Size is >= Small and <= Large);
        var fast = fitting.Find(e => e.Size < Small);
        var capable = fitting.Find(e => e.Size > Large);
        return [.. new[] { balanced, fast, capable }.OfType<CatalogueEntry>().Concat(fitting).Distinct().Take(Count)];
    }

    private static bool Fits(CatalogueEntry entry, PolicyView policy) =>
        Fit.Of(entry.Size, policy)?.IsYes ?? (policy.Memory is null && entry.Size <= MaxWhileMemoryIsUnknown);
}
