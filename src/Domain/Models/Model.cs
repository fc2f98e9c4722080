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

    /// <summary>Capabilities that the server tells only when asked for this model; those in a list may be fewer [239].</summary>
    public IReadOnlyList<string> ShownCapabilities { get; private set; } = [];

    public int? ShownContextLength { get; private set; }

    /// <summary>As in <see cref="ModelFacts.RemoteHost"/>.</summary>
    public string? ShownRemoteHost { get; private set; }

    /// <summary>The model that this one was made from, as the server calls it; empty where there is none.</summary>
    public string ParentModel { get; private set; } = "";

    /// <summary>Whether the server has been asked for this model as it is now, and has told.</summary>
    public bool IsInspected { get; private set; }

    public bool VisibleToMembers { get; private set; } = true;

    public ModelOrigin Origin { get; private set; }

    /// <summary>Since when the model server has not listed it; null while it does.</summary>
    public DateTimeOffset? MissingSince { get; private set; }

    /// <summary>Why it is listed and yet cannot be loaded, as last seen; null while nothing is known against it.</summary>
    public string? Broken { get; private set; }

    public IReadOnlyList<string> Capabilities => [.. Facts.Capabilities.Union(ShownCapabilities)];

    /// <summary>The longest that it was made for, in tokens; null where the server does not tell.</summary>
    public int? ContextLength => Facts.ContextLength ?? ShownContextLength;

    /// <summary>The host that chats with this model are sent to; null if they stay at the model server.</summary>
    public string? RemoteHost => Facts.RemoteHost ?? ShownRemoteHost;

    public bool IsRemote => RemoteHost is not null;

    /// <summary>Whether it can answer in a chat; an embedding model cannot.</summary>
    public bool CanChat => Capabilities is [] || Capabilities.Contains(ModelCapability.Completion);

    public bool CanThink => Capabilities.Contains(ModelCapability.Thinking);

    /// <summary>
    /// How it may be told to think; nothing where it cannot. The gpt-oss family takes a level and heeds neither yes nor no: Ollama
    /// itself knows it by these names of its family.
    /// </summary>
    public IReadOnlyList<ThinkingMode> ThinkingModes => !CanThink ? []
        : Facts.Family is "gptoss" or "gpt-oss" ? [ThinkingMode.Low, ThinkingMode.Medium, ThinkingMode.High]
        : [ThinkingMode.Off, ThinkingMode.On];

    /// <returns>The mode itself, or the model's own way where it does not take that mode.</returns>
    public ThinkingMode ResolveThinkingMode(ThinkingMode mode) => ThinkingModes.Contains(mode) ? mode : ThinkingMode.ByModel;

    public static Model Install(ModelName name, ModelFacts facts) => new(name) { Facts = facts };

    /// <returns>Whether anything was new.</returns>
    public bool Update(ModelFacts facts)
    {
        if (Facts == facts && MissingSince is null) return false;
        if (Facts.Digest != facts.Digest)
        {
            Forget();

            // Another model has come under the name while nobody looked.
            if (MissingSince is not null) Origin = ModelOrigin.Unknown;
        }

        // Written anew, if with the same content: what was wrong with its file may be mended.
        if (Facts.ModifiedAt != facts.ModifiedAt) Broken = null;
        IsInspected = false;
        MissingSince = null;
        Facts = facts;
        return true;
    }

    public void MarkMissing(DateTimeOffset now) => MissingSince ??= now;

    public void SetOrigin(ModelOrigin origin) => Origin = origin;

    /// <summary>Takes what the server tells of this model alone. Whatever was wrong with it is over, as it could be read.</summary>
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

    /// <param name="reason">Null: it works.</param>
    public void SetBrokenReason(string? reason) => Broken = reason is { Length: > MaxReasonLength } ? reason[..MaxReasonLength] : reason;

    private void Forget()
    {
        ShownCapabilities = [];
        ShownContextLength = null;
        ShownRemoteHost = null;
        ParentModel = "";
        Broken = null;
    }
}
