using System.Data.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Classifies failures of the store, whichever provider threw them and however often EF wrapped them.</summary>
public static class StoreErrors
{
    /// <summary>Whether the store failed, and not the code around it.</summary>
    public static bool IsAny(Exception failure) => Chain(failure).Any(e => e is DbException or DbUpdateException);

    /// <summary>Whether a unique index refused it: somebody else was first.</summary>
    public static bool IsConflict(Exception failure) =>
        Sqlite(failure) is { SqliteExtendedErrorCode: SqliteErrors.UniqueConstraint or SqliteErrors.PrimaryKeyConstraint };

    /// <summary>Whether the disk is full. What had been saved before is intact.</summary>
    public static bool IsFull(Exception failure) => Sqlite(failure) is { SqliteErrorCode: SqliteErrors.Full };

    /// <summary>Whether the store was locked for too long; a retry may succeed.</summary>
    public static bool IsBusy(Exception failure) => Sqlite(failure) is { SqliteErrorCode: SqliteErrors.Busy or SqliteErrors.Locked };

    /// <summary>Whether the file cannot be opened, read or written, or is damaged.</summary>
    public static bool IsDown(Exception failure) =>
        Sqlite(failure)
            is
        {
            SqliteErrorCode: SqliteErrors.ReadOnly
                    or SqliteErrors.Io
                    or SqliteErrors.Corrupt
                    or SqliteErrors.CannotOpen
                    or SqliteErrors.NotADatabase
        };

    private static SqliteException? Sqlite(Exception failure) => Chain(failure).OfType<SqliteException>().FirstOrDefault();

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var next = failure; next is not null; next = next.InnerException) yield return next;
    }
}
