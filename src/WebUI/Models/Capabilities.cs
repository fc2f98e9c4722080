using ChatAi.Domain.Models;

namespace ChatAi.WebUI.Models;

/// <summary>How a capability is shown. Every chat model has "completion", so it is not.</summary>
internal sealed record Capability(string Key, string Label, string Icon, string Meaning)
{
    public static readonly IReadOnlyList<Capability> Shown =
    [
        new(ModelCapability.Thinking, "Thinking", "thinking", "Reasons before it answers"),
        new(ModelCapability.Vision, "Vision", "eye", "Reads images"),
        new(ModelCapability.Tools, "Tools", "tools", "Can ask for a function call and use its result"),
        new(ModelCapability.Embedding, "Embedding", "embedding", "Turns text into vectors for search; it does not chat"),
    ];

    public static IEnumerable<Capability> Of(IReadOnlyList<string> keys) => Shown.Where(c => keys.Contains(c.Key));
}
