using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Tells of failures of the store what somebody can do something about.</summary>
public static class StoreFailures
{
    /// <summary>Whether there was no room for what was to be saved. What had been saved before is whole.</summary>
    public static bool IsFullDisk(Exception failure) => failure.GetBaseException() is SqliteException { SqliteErrorCode: SqliteErrors.Full };
}
