namespace ChatAi.Domain.Files;

/// <summary>A piece of a file's bytes. Small pieces keep each write of the store short.</summary>
/// <param name="index">From 0.</param>
/// <param name="bytes">Of <see cref="Size"/> bytes, except in the last block.</param>
public sealed class FileBlock(FileId fileId, int index, byte[] bytes)
{
    public const int Size = 256 * 1024;

    public FileId FileId { get; private set; } = fileId;

    public int Index { get; private set; } = index;

    public byte[] Bytes { get; private set; } = bytes;
}
