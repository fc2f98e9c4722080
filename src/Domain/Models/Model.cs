using ChatAi.Domain.Chats;

namespace ChatAi.Domain.Models;

/// <summary>Where a model came from, as far as the portal has seen it come.</summary>
public enum ModelOrigin
{
    /// <summary>It was there already.</summary>
    Unknown = 0,
    Registry = 1,

    /// <summary>A copy or a variant: no registry knows it, or what it knows by that name is another model.</summary>
    Local = 2,
}

/// <summary>A model that the model server has installed, or had: what root has decided about it outlives its absence.</summary>
public sealed class Model
{
    public const int MaxReasonLength = 1000;

    private Model(ModelName name) => Name = name;

    private Model() => Name = null!;

    public ModelName Name { get; private set; }

    public ModelFacts Facts { get; private set; } = ModelFacts.Unknown;

    public bool VisibleToMembers { get; private set; } = true;

    public ModelOrigin Origin { get; private set; }

    /// <summary>Since when the model server has not listed it; null while it does.</summary>
    public DateTimeOffset? MissingSince { get; private set; }

    /// <summary>Why it is listed and yet cannot be loaded, as last seen; null while nothing is known against it.</summary>
    public string? Broken { get; private set; }

    /// <summary>Whether it can answer in a chat; an embedding model cannot.</summary>
    public bool CanChat => Facts.Capabilities.Count == 0 || Facts.Capabilities.Contains(ModelCapability.Completion);

    public bool CanThink => Facts.Capabilities.Contains(ModelCapability.Thinking);

    /// <summary>
    /// How it may be told to think; nothing where it cannot. The gpt-oss family takes a level and heeds neither yes nor no: Ollama
    /// itself knows it by these names of its family.
    /// </summary>
    public IReadOnlyList<ThinkingMode> ThinkingModes => !CanThink ? []
        : Facts.Family is "gptoss" or "gpt-oss" ? [ThinkingMode.Low, ThinkingMode.Medium, ThinkingMode.High]
        : [ThinkingMode.Off, ThinkingMode.On];

    /// <returns>The mode itself, or the model's own way where it does not take that mode.</returns>
    public ThinkingMode Heed(ThinkingMode mode) => ThinkingModes.Contains(mode) ? mode : ThinkingMode.ByModel;

    public static Model Install(ModelName name, ModelFacts facts) => new(name) { Facts = facts };

    /// <returns>Whether anything was new.</returns>
    public bool Update(ModelFacts facts)
    {
        if (Facts == facts && MissingSince is null) return false;
        if (Facts.Digest != facts.Digest) Broken = null;

        // Another model has come under the name while nobody looked.
        if (Facts.Digest != facts.Digest && MissingSince is not null) Origin = ModelOrigin.Unknown;
        MissingSince = null;
        Facts = facts;
        return true;
    }

    public void Miss(DateTimeOffset now) => MissingSince ??= now;

    public void ComeFrom(ModelOrigin origin) => Origin = origin;

    public void ShowToMembers(bool isVisible) => VisibleToMembers = isVisible;

    /// <param name="reason">Null: it works.</param>
    public void Mark(string? reason) => Broken = reason is { Length: > MaxReasonLength } ? reason[..MaxReasonLength] : reason;
}
