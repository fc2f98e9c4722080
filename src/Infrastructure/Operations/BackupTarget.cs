namespace ChatAi.Infrastructure.Operations;

internal static class BackupTarget
{
    /// <exception cref="BackupException">The backup may not be written there.</exception>
    public static void Check(string file, bool replace)
    {
        var folder = Path.GetDirectoryName(file);
        if (Directory.Exists(file) || folder is null) throw new BackupException($"{file} is a directory. Name a file in it.");
        if (!Directory.Exists(folder)) throw new BackupException($"The directory {folder} does not exist.");

        var isInDataDirectory = File.Exists(Path.Combine(folder, DataDirectory.LockName));
        if (isInDataDirectory && IsPortalFile(Path.GetFileName(file)))
            throw new BackupException($"{file} is one of the portal's own files. Choose another name for the backup.");
        if (File.Exists(file) && !replace)
            throw new BackupException($"{file} already exists. Choose another name, or replace it with --force.");
    }

    private static bool IsPortalFile(string name) =>
        name is DataDirectory.LockName or StoreFiles.StoreName
        || SqliteFile.Companions.Any(companion => name == StoreFiles.StoreName + companion);
}
