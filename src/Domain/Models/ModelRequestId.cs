namespace ChatAi.Domain.Models;

public readonly record struct ModelRequestId(Guid Value)
{
    public static ModelRequestId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
