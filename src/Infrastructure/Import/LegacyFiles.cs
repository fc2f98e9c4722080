using ChatAi.Infrastructure.Operations;

namespace ChatAi.Infrastructure.Import;

/// <summary>The files of an older Python portal; null if missing.</summary>
internal sealed class LegacyFiles : IDisposable
{
    private const long MaxUsersBytes = 64_000_000;
    private const long MaxChatsBytes = 4_000_000_000;

    private LegacyFiles(FileStream? users, FileStream? chats)
    {
        Users = users;
        Chats = chats;
    }

    public FileStream? Users { get; }

    public FileStream? Chats { get; }

    /// <exception cref="BackupException">There is neither, or one is too large or cannot be read.</exception>
    public static LegacyFiles Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        FileStream? users = null;
        try
        {
            users = OpenOne(Path.Combine(folder, "users.json"), MaxUsersBytes);
            var chats = OpenOne(Path.Combine(folder, "chats.json"), MaxChatsBytes);
            if (users is null && chats is null)
                throw new BackupException($"{folder} has neither users.json nor chats.json. Pass the data directory of the older portal.");
            return new LegacyFiles(users, chats);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            users?.Dispose();
            throw new BackupException($"{folder} cannot be read by {LinuxFile.ThisUser}: {failure.Message.TrimEnd('.')}.", failure);
        }
    }

    public void Dispose()
    {
        Users?.Dispose();
        Chats?.Dispose();
    }

    private static FileStream? OpenOne(string file, long maxBytes) => File.Exists(file) ? OperatorFile.Open(file, maxBytes) : null;
}
