namespace ChatAi.Application.Common;

public interface IDataDisk
{
    /// <summary>Whether an answer of the maximum length still fits. True if the free space is unknown.</summary>
    bool HasSpace();

    /// <returns>Free bytes; null if unknown.</returns>
    long? Free();
}
