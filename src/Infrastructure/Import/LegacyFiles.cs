using ChatAi.Infrastructure.Operations;

namespace ChatAi.Infrastructure.Import;

/// <summary>The files of an older Python portal; null for one that is not there.</summary>
internal sealed record LegacyFiles(byte[]? Users, byte[]? Chats)
{
    /// <exception cref="BackupException">There is neither, or one cannot be read.</exception>
    public static LegacyFiles Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            var files = new LegacyFiles(Read("users.json"), Read("chats.json"));
            return files is { Users: null, Chats: null }
                ? throw new BackupException($"{folder} has neither users.json nor chats.json. Name the data directory of the older portal.")
                : files;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{folder} cannot be read: {failure.Message.TrimEnd('.')}.", failure);
        }

        byte[]? Read(string name) => Path.Combine(folder, name) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null;
    }
}
