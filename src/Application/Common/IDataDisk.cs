namespace ChatAi.Application.Common;

/// <summary>The disk on which the portal keeps everything that lasts.</summary>
public interface IDataDisk
{
    /// <summary>Whether an answer of the maximum length can still be kept. True where the disk tells nothing.</summary>
    bool HasRoom();
}
