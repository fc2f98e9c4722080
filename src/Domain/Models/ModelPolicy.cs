using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

/// <summary>What root has decided about models for the whole portal. There is one row of it.</summary>
public sealed class ModelPolicy
{
    public const int OnlyId = 1;

    private ModelPolicy()
    {
    }

    public int Id { get; private set; } = OnlyId;

    /// <summary>Whether members download models by themselves; else they ask root.</summary>
    public bool MembersMayPull { get; private set; }

    /// <summary>Where the new chats of those who have chosen nothing start; null for the first that can chat.</summary>
    public ModelName? DefaultModel { get; private set; }

    /// <summary>Bytes of memory that models may take on the model server's machine; null when nobody has said.</summary>
    public long? Memory { get; private set; }

    public static ModelPolicy Start() => new();

    public void LetMembersPull(bool mayPull) => MembersMayPull = mayPull;

    public void SetDefault(ModelName? model) => DefaultModel = model;

    public void SetMemory(long? bytes)
    {
        DomainException.ThrowIf(bytes is < 0, "Memory cannot be negative.");
        Memory = bytes;
    }
}
