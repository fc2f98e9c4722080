using System.Buffers;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Images;

/// <summary>What is kept of an image.</summary>
internal sealed class CopiedPieces(byte[] image)
{
    private readonly ArrayBufferWriter<byte> _output = new(image.Length);

    /// <exception cref="FileRefusedException">The image ends before.</exception>
    public void Keep(int start, int length)
    {
        Check(start, length);
        _output.Write(image.AsSpan(start, length));
    }

    public void Add(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    /// <exception cref="FileRefusedException">The image does not have these bytes.</exception>
    public ReadOnlySpan<byte> Read(int start, int length)
    {
        Check(start, length);
        return image.AsSpan(start, length);
    }

    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    private void Check(int start, int length)
    {
        if (start < 0 || length < 0 || start > image.Length - length) throw new FileRefusedException(FileFailures.Broken);
    }
}
