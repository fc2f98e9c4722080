using ChatAi.Application.Common;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Opens files that others wrote. Reading a pipe or a device might never end.</summary>
internal static class OperatorFile
{
    /// <exception cref="IOException">It is larger, or not a regular file.</exception>
    public static FileStream Open(string path, long maxBytes)
    {
        RequireRegular(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length <= maxBytes) return file;
        file.Dispose();
        throw new IOException($"{path} is larger than {ByteSize.Text(maxBytes)}.");
    }

    /// <exception cref="IOException">It is a directory, a pipe, a device or a socket.</exception>
    public static void RequireRegular(string path)
    {
        if (LinuxFile.IsRegular(path) == false) throw new IOException($"{path} is not a regular file.");
    }
}
