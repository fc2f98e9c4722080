namespace ChatAi.Application.Models;

public interface IModelDisk
{
    DiskSpace? Read();
}

/// <summary>In bytes.</summary>
public sealed record DiskSpace(long Total, long Free)
{
    public long Used => Total - Free;
}
