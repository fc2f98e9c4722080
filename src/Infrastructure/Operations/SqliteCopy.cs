using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatAi.Infrastructure.Operations;

internal static class SqliteCopy
{
    private const int PagesPerStep = 2_000;
    private const int InstructionsPerCheck = 10_000;

    /// <summary>Makes running statements fail as interrupted once cancelled.</summary>
    public static void InterruptBy(this SqliteConnection connection, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled) return;
        raw.sqlite3_progress_handler(connection.Handle, InstructionsPerCheck, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
    }

    /// <summary>Copies a snapshot, in steps so that it can be cancelled.</summary>
    public static void CopyTo(this SqliteConnection from, SqliteConnection to, CancellationToken cancellationToken)
    {
        // Without a transaction, the copy would restart whenever somebody writes between two steps.
        using var snapshot = from.BeginTransaction(deferred: true);
        from.Rows("SELECT count(*) FROM \"sqlite_master\"", row => row.GetInt64(0));
        int result;
        using (var copy = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main"))
        {
            if (copy.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(to.Handle), to.Handle);
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                result = raw.sqlite3_backup_step(copy, PagesPerStep);
            }
            while (result == raw.SQLITE_OK);
        }

        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, to.Handle);
    }
}
