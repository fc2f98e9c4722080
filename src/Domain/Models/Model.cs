using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

/// <summary>A model that is or was installed; settings outlive its absence.</summary>
public sealed class Model
{
    private Model(ModelName name) => Name = name;

    private Model() => Name = null!;

    public ModelName Name { get; private set; }

    public ModelFacts Facts { get; private set; } = ModelFacts.Unknown;

    /// <summary>Reported only for single models; lists may omit some [239].</summary>
    public IReadOnlyList<string> ShownCapabilities { get; private set; } = [];

    public int? ShownContextLength { get; private set; }

    public string? ShownRemoteHost { get; private set; }

    public string ParentModel { get; private set; } = "";

    /// <summary>Whether the server was asked about the model in its current state.</summary>
    public bool IsInspected { get; private set; }

    public bool VisibleToMembers { get; private set; } = true;

    public ModelOrigin Origin { get; private set; }

    public DateTimeOffset? MissingSince { get; private set; }

    /// <summary>Why it cannot be loaded, as last seen; null if it can.</summary>
    public Reason? Broken { get; private set; }

    public IReadOnlyList<string> Capabilities => [.. Facts.Capabilities.Union(ShownCapabilities)];

    /// <summary>The model's maximum in tokens; null if unknown.</summary>
    public int? ContextLength => Facts.ContextLength ?? ShownContextLength;

    /// <summary>The host that chats with it are sent to; null for the model server itself.</summary>
    public string? RemoteHost => Facts.RemoteHost ?? ShownRemoteHost;

    public bool IsRemote => RemoteHost is not null;

    /// <summary>Older versions of Ollama do not say what a model can; it then refuses images itself.</summary>
    public bool CanSee => Capabilities is [] || Capabilities.Contains(ModelCapability.Vision);

    public bool CanChat => Capabilities is [] || Capabilities.Contains(ModelCapability.Completion);

    public bool CanThink => Capabilities.Contains(ModelCapability.Thinking);

    /// <summary>The gpt-oss family takes a level and ignores on and off; Ollama recognizes it by these family names.</summary>
    public IReadOnlyList<ThinkingMode> ThinkingModes
    {
        get
        {
            if (!CanThink) return [];
            return Facts.Family is "gptoss" or "gpt-oss"
                ? [ThinkingMode.Low, ThinkingMode.Medium, ThinkingMode.High]
                : [ThinkingMode.Off, ThinkingMode.On];
        }
    }

    public ThinkingMode ResolveThinkingMode(ThinkingMode mode) => ThinkingModes.Contains(mode) ? mode : ThinkingMode.ByModel;

    public static Model Install(ModelName name, ModelFacts facts) => new(name) { Facts = facts };

    public bool Update(ModelFacts facts)
    {
        if (Facts == facts && MissingSince is null) return false;
        if (Facts.Digest != facts.Digest)
        {
            ClearDetails();

            // Another model was installed under the name.
            if (MissingSince is not null) Origin = ModelOrigin.Unknown;
        }

        // The file was rewritten and may work now.
        if (Facts.ModifiedAt != facts.ModifiedAt) Broken = null;
        IsInspected = false;
        MissingSince = null;
        Facts = facts;
        return true;
    }

    public void MarkMissing(DateTimeOffset now) => MissingSince ??= now;

    public void SetOrigin(ModelOrigin origin) => Origin = origin;

    /// <summary>What the server reports of this model alone. It could be read, so it is not broken.</summary>
    public void Inspect(IReadOnlyList<string> capabilities, int? contextLength, string parentModel, string? remoteHost)
    {
        ShownCapabilities = capabilities;
        ShownContextLength = contextLength;
        ShownRemoteHost = remoteHost;
        ParentModel = parentModel.Length <= ModelName.MaxLength ? parentModel : "";
        Broken = null;
        IsInspected = true;
    }

    public void ShowToMembers(bool isVisible) => VisibleToMembers = isVisible;

    public void SetBrokenReason(Reason? reason) => Broken = reason;

    private void ClearDetails()
    {
        ShownCapabilities = [];
        ShownContextLength = null;
        ShownRemoteHost = null;
        ParentModel = "";
        Broken = null;
    }
}
