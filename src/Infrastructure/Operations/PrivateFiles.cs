namespace ChatAi.Infrastructure.Operations;

/// <summary>Removes other users' rights from existing folders and files, such as a bind mount. SQLite copies the store's mode.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <returns>Sentences for the log about what others could or still can read.</returns>
    public static IReadOnlyList<string> Protect(StoreFiles files) =>
    [
        .. Protect(files.Path, "chatai.*"),
        .. Protect(files.Keys, "*"),
        .. Protect(files.Backups, "*"),
    ];

    public static IReadOnlyList<string> Protect(string folder, string pattern)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder)) return [];
        return [.. Directory.GetFiles(folder, pattern).Prepend(folder).Select(ProtectOne).OfType<string>()];
    }

    private static string? ProtectOne(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & Others) == 0) return null;
            if (mode.HasFlag(UnixFileMode.StickyBit))
                return $"{path} is shared with other users (mode {Octal(mode)}). Use a directory of its own.";

            File.SetUnixFileMode(path, mode & ~Others);
            return (File.GetUnixFileMode(path) & Others) == 0
                ? $"Other users had access to {path} (mode {Octal(mode)}). Now only its owner does."
                : $"Other users have access to {path} (mode {Octal(mode)}), and its file system does not support permissions.";
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"Other users may have access to {path}, and its mode cannot be changed ({refused.Message.TrimEnd('.')}). "
                + $"Change its owner to {LinuxFile.ThisUser}.";
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
