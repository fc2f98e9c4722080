using ChatAi.Domain.Models;

namespace ChatAi.WebUI.Models;

/// <summary>How a capability is shown. Every chat model has "completion", so it is not.</summary>
internal sealed record Capability(string Key, string Label, string Icon, string Meaning)
{
    public static readonly IReadOnlyList<Capability> Shown =
    [
        new(ModelCapability.Thinking, "Reasoning", "thinking", "Reasons before it answers"),
        new(ModelCapability.Vision, "Vision", "eye", "Reads images"),
        new(ModelCapability.Tools, "Tools", "tools", "Can call functions and use their results"),
        new(ModelCapability.Embedding, "Embedding", "embedding", "Turns text into vectors for search; can't chat"),
    ];

    public static IEnumerable<Capability> Of(IReadOnlyList<string> keys) => Shown.Where(c => keys.Contains(c.Key));
}
