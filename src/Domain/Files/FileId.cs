namespace ChatAi.Domain.Files;

public readonly record struct FileId(Guid Value)
{
    public static FileId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
