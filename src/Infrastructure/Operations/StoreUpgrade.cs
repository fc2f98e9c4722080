using ChatAi.Application.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Copies an older store, and applies the migrations that it lacks.</summary>
internal sealed partial class StoreUpgrade(DataDirectory data, TimeProvider time, ILogger logger)
{
    /// <exception cref="StartupException">The store could not be copied.</exception>
    public void Run(SqliteConnection store, IReadOnlyList<string> applied, List<string> pending, CancellationToken cancellationToken)
    {
        if (applied is [.., var last]) Copy(last, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var size = ByteSize.Text(new FileInfo(data.Store).Length);
        using (new WaitNotice($"the upgrade of the store ({size}) by {pending.Count} migrations", time, logger))
            StoreMigration.Apply(store, pending);

        UpgradeCopies.Settle(data.Files, StoreVersion.Known[^1]);
    }

    private void Copy(string last, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (pending, file) = UpgradeCopies.Name(data.Files, last, now);
        var size = ByteSize.Text(new FileInfo(data.Store).Length);
        try
        {
            StoreFiles.CreateFolder(data.Files.Backups);
            using var notice = new WaitNotice($"the copy of the store ({size}) before its upgrade, {file}", time, logger);
            var copy = StoreBackup.Make(data.Files, pending, replace: true, now, cancellationToken);
            LogCopied(copy.ToString(), file);
        }
        catch (Exception failure) when (failure is BackupException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The store must be upgraded, but the copy that is made first failed. {failure.Message.TrimEnd('.')}. "
                + $"Free up space, make {data.Files.Backups} writable, and start again. The store was not changed.", failure);
        }
    }

    [LoggerMessage(
        LogLevel.Information, "Upgrading the store from an older version. A copy of it, with {Summary}, is kept in {File}")]
    private partial void LogCopied(string summary, string file);
}
