namespace ChatAi.Domain.Models;

public readonly record struct ModelPullId(Guid Value)
{
    public static ModelPullId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
