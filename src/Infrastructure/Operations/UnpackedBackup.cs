using ChatAi.Domain.Audit;
using ChatAi.Domain.Common;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The store and the keys of a backup, before they are put in their places.</summary>
internal static class UnpackedBackup
{
    public static (BackupSummary Summary, IReadOnlyList<(string Name, byte[] Content)> Keys) ToStore(
        string file, string fresh, DateTimeOffset now)
    {
        using var store = SqliteFile.Open(fresh, SqliteOpenMode.ReadWrite);
        string madeAt, program;
        using (var backup = BackupFile.Open(file))
        {
            madeAt = BackupMark.MadeAt(backup);
            program = BackupMark.Program(backup);
            backup.BackupDatabase(store);
        }

        var keys = BackupMark.Unmark(store);
        AddAuditEntry(store, Reason.Of("audit.backup", madeAt), now);
        if (!store.IsWhole()) throw BackupFile.Damaged(file);
        return (BackupSummary.Of(store, file) with { Program = program }, keys);
    }

    // Old stores have no audit log.
    private static void AddAuditEntry(SqliteConnection store, Reason target, DateTimeOffset now)
    {
        if (!store.HasTable("AuditEntries")) return;
        var entry = AuditEntry.Of(now, null, OperatorTasks.Operator, "server.restore", target.ToString(), null, AuditEntry.Done);

        // An older store is upgraded at the next start; its columns still have their earlier names.
        var columns = store.Rows("SELECT name FROM pragma_table_info('AuditEntries')", row => row.GetString(0));
        var renamed = columns.Contains("Action")
            ? """ "Action", "Target", "IpAddress", "Count" """
            : """ "Act", "On", "From", "Times" """;
        store.Execute(
            $"""
            INSERT INTO "AuditEntries" ("At", "WhoName", "Outcome", {renamed})
            VALUES (@at, @who, @outcome, @action, @target, @address, @count)
            """,
            ("@at", entry.At.UtcTicks), ("@who", entry.WhoName), ("@outcome", entry.Outcome), ("@action", entry.Action),
            ("@target", entry.Target), ("@address", entry.IpAddress), ("@count", entry.Count));
    }

    public static void AddKey(DataDirectory data, string name, byte[] content)
    {
        var key = Path.Combine(data.Keys, name);
        if (File.Exists(key)) return;
        File.Delete($"{key}.new");
        using (var written = StoreFiles.CreateFile($"{key}.new"))
        {
            written.Write(content);
            written.Flush(flushToDisk: true);
        }

        File.Move($"{key}.new", key);
    }
}
