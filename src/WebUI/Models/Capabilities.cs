using ChatAi.Domain.Models;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Models;

/// <summary>How a capability is shown. Every chat model has "completion", so it is not.</summary>
internal sealed record Capability(string Key, string Icon)
{
    public static readonly IReadOnlyList<Capability> Shown =
    [
        new(ModelCapability.Thinking, "thinking"),
        new(ModelCapability.Vision, "eye"),
        new(ModelCapability.Tools, "tools"),
        new(ModelCapability.Embedding, "embedding"),
    ];

    public static IEnumerable<Capability> Of(IReadOnlyList<string> keys) => Shown.Where(c => keys.Contains(c.Key));

    public string Label(IStringLocalizer<ModelTexts> texts) => Key switch
    {
        ModelCapability.Thinking => texts["Reasoning"],
        ModelCapability.Vision => texts["Vision"],
        ModelCapability.Tools => texts["Tools"],
        _ => texts["Embedding"],
    };

    public string Meaning(IStringLocalizer<ModelTexts> texts) => Key switch
    {
        ModelCapability.Thinking => texts["Reasons before it answers"],
        ModelCapability.Vision => texts["Reads images"],
        ModelCapability.Tools => texts["Can call functions and use their results"],
        _ => texts["Turns text into vectors for search; can't chat"],
    };

    public string Missing(IStringLocalizer<ModelTexts> texts) => Key switch
    {
        ModelCapability.Thinking => texts["No reasoning"],
        ModelCapability.Vision => texts["No vision"],
        ModelCapability.Tools => texts["No tools"],
        _ => texts["No embedding"],
    };
}
