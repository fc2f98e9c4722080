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

    /// <summary>Read-only, unless a killed process left a journal that must be rolled back: writing to a damaged file could lose its
    /// log.</summary>
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

    // The one function that SQLitePCL lacks.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(sqlite3 store, byte[] database, int operation, out int result);
}
