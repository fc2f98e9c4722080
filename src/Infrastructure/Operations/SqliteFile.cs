using System.Runtime.InteropServices;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatAi.Infrastructure.Operations;

/// <summary>SQLite without EF Core: the file is closed with its connection, so that it can be moved.</summary>
internal static class SqliteFile
{
    /// <summary>Files that SQLite may keep beside a database.</summary>
    public static readonly IReadOnlyList<string> Companions = ["-wal", "-shm", "-journal"];

    private const int BusyTimeoutSeconds = 5;

    private const int PagesPerStep = 2_000;
    private const int InstructionsPerCheck = 10_000;

    // SQLITE_FCNTL_HAS_MOVED of sqlite3.h.
    private const int HasMovedControl = 20;

    private static readonly byte[] Main = [.. "main\0"u8];

    public static SqliteConnection Open(string path, SqliteOpenMode mode, int busyTimeoutSeconds = BusyTimeoutSeconds)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = busyTimeoutSeconds,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Read-only, unless a killed process left a journal that must be rolled back: writing to a damaged file could lose its log.
    /// </summary>
    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            connection.HasTable("");
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            if (failure.SqliteErrorCode != SqliteErrors.ReadOnly) throw;
            return Open(path, SqliteOpenMode.ReadWrite);
        }
    }

    public static bool IsFree(string path)
    {
        try
        {
            using var file = Open(path, SqliteOpenMode.ReadWrite, busyTimeoutSeconds: 1);
            file.Execute("BEGIN EXCLUSIVE");
            return true;
        }
        catch (SqliteException failure)
        {
            return failure.SqliteErrorCode is not (SqliteErrors.Busy or SqliteErrors.Locked);
        }
    }

    /// <summary>Whether the file was deleted, moved or replaced since it was opened.</summary>
    public static bool HasMoved(this SqliteConnection connection) =>
        FileControl(connection.Handle!, Main, HasMovedControl, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0;

    public static void Delete(string path)
    {
        foreach (var companion in Companions) File.Delete(path + companion);
        File.Delete(path);
    }

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

    public static void Execute(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    public static IReadOnlyList<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = Command(connection, sql, []);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public static string Text(this SqliteConnection connection, string sql) => connection.Rows(sql, row => row.GetString(0))[0];

    public static bool HasTable(this SqliteConnection connection, string name) =>
        connection.Rows("SELECT \"name\" FROM \"sqlite_master\" WHERE \"type\" = 'table'", row => row.GetString(0)).Contains(name);

    public static bool IsWhole(this SqliteConnection connection) => connection.Text("PRAGMA integrity_check(1)") == "ok";

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    // The one function that SQLitePCL lacks.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(sqlite3 store, byte[] database, int operation, out int result);
}
