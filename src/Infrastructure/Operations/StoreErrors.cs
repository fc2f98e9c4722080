using System.Data.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// What a failure of the store means, whichever provider threw it and however often it was wrapped: EF wraps it in a
/// <see cref="DbUpdateException"/> when it saves, and in an <see cref="InvalidOperationException"/> where a retry might help.
/// </summary>
public static class StoreErrors
{
    /// <summary>Whether the store failed at all, and not the code around it.</summary>
    public static bool IsAny(Exception failure) => Chain(failure).Any(e => e is DbException or DbUpdateException);

    /// <summary>Whether a unique index refused it: somebody else was first.</summary>
    public static bool IsConflict(Exception failure) =>
        Sqlite(failure) is { SqliteExtendedErrorCode: SqliteErrors.UniqueConstraint or SqliteErrors.PrimaryKeyConstraint };

    /// <summary>Whether there was no room for it. What had been saved before is whole.</summary>
    public static bool IsFull(Exception failure) => Sqlite(failure) is { SqliteErrorCode: SqliteErrors.Full };

    /// <summary>Whether others kept the store for too long; the same may succeed a moment later.</summary>
    public static bool IsBusy(Exception failure) => Sqlite(failure) is { SqliteErrorCode: SqliteErrors.Busy or SqliteErrors.Locked };

    /// <summary>Whether the store cannot be used at all for now: its file cannot be opened, read or written, or is damaged.</summary>
    public static bool IsDown(Exception failure) =>
        Sqlite(failure)
            is {
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
