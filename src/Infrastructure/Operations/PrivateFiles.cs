namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Takes the rights of other users from folders and files that are there already, as a bind mount is. SQLite gives its log and its index
/// the mode of the store.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <returns>Sentences that tell what others could read or still can.</returns>
    public static IReadOnlyList<string> Protect(StoreFiles files) =>
    [
        .. Protect(files.Path, "chatai.*"),
        .. Protect(files.Keys, "*"),
        .. Protect(files.Backups, "*"),
    ];

    /// <inheritdoc cref="Protect(StoreFiles)"/>
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
                return $"{path} is shared with other users (mode {Octal(mode)}). Choose a directory of its own.";

            File.SetUnixFileMode(path, mode & ~Others);
            return (File.GetUnixFileMode(path) & Others) == 0
                ? $"Other users had access to {path} (mode {Octal(mode)}). Only its owner has it now."
                : $"Other users have access to {path} (mode {Octal(mode)}), and its file system keeps no modes.";
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"Other users may have access to {path}, and its mode cannot be changed ({refused.Message.TrimEnd('.')}). "
                + $"Make it the property of {LinuxFile.ThisUser}.";
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
