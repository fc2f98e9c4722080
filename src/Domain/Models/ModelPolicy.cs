using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

/// <summary>What administrators have set for models. At most one row.</summary>
public sealed class ModelPolicy
{
    public const int OnlyId = 1;

    private ModelPolicy()
    {
    }

    public int Id { get; private set; } = OnlyId;

    public bool MembersMayPull { get; private set; }

    public ModelName? DefaultModel { get; private set; }

    /// <summary>Bytes that models may use on the model server; null if unknown.</summary>
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
