using ChatAi.Infrastructure.Import;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Commands of the operator, without a host. They throw <see cref="BackupException"/> or <see cref="StartupException"/>.</summary>
public static class OperatorTasks
{
    /// <summary>The user name in the audit log.</summary>
    internal const string Operator = "(operator)";

    /// <summary>Works while a portal runs.</summary>
    /// <returns>A summary for the operator.</returns>
    public static string Backup(IConfiguration configuration, string file, bool replace, TimeProvider time, ILogger logger)
    {
        using var notice = new WaitNotice($"the backup {file}", time, logger);
        var made = StoreBackup.Make(StoreFiles.Of(configuration), file, replace, time.GetUtcNow(), CancellationToken.None);
        return $"Backed up {made} to {made.File}.";
    }

    /// <returns>A summary for the operator, and where the previous store is kept.</returns>
    public static string Restore(IConfiguration configuration, string file, TimeProvider time, ILogger logger)
    {
        using var notice = new WaitNotice($"the backup {file} to be checked and restored", time, logger);
        file = Path.GetFullPath(file);
        BackupFile.Open(file).Dispose();
        using var data = DataDirectory.Open(configuration);
        data.ReportModes(logger);
        var restored = StoreRestore.From(file, data, time.GetUtcNow(), out var aside);
        var before = aside is null ? "" : $" The previous store is kept as {aside}.";
        return $"Restored {restored} from {file}, made by Chat AI {restored.Program}, to {data.Path}.{before} Start the portal.";
    }

    /// <param name="report">Gets a line for each thing that was left out, and then a summary.</param>
    /// <returns>Whether everything was imported.</returns>
    public static async Task<bool> ImportAsync(
        IConfiguration configuration,
        string folder,
        TimeProvider time,
        TextWriter report,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        using var files = LegacyFiles.Open(folder);
        using var data = DataDirectory.Open(configuration);
        await new StorePreparation(data, time, logger).RunAsync(cancellationToken);
        using var notice = new WaitNotice($"the import of {folder}", time, logger);
        await using var db = OperatorStore.Open(data);
        var outcome = await new LegacyImport(db, time).RunAsync(files, cancellationToken);
        foreach (var line in outcome.Lines) await report.WriteLineAsync(line.AsMemory(), cancellationToken);
        return outcome.IsWhole;
    }
}
