namespace ChatAi.Application.Models;

/// <summary>The disk on which the model server keeps its models.</summary>
public interface IModelDisk
{
    /// <returns>Null where the portal cannot see it.</returns>
    DiskSpace? Read();
}

/// <param name="Total">Bytes.</param>
/// <param name="Free">Bytes that may still be written.</param>
public sealed record DiskSpace(long Total, long Free)
{
    public long Used => Total - Free;
}
