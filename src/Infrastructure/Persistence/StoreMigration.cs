using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Applies pending migrations in one transaction, so that a killed process leaves the store unchanged. <c>MigrateAsync</c> first
/// commits a row to <c>__EFMigrationsLock</c>, for which every later process waits if this one is killed, and it commits in the middle of a
/// table rebuild.</summary>
internal static class StoreMigration
{
    private const string Lock = "__EFMigrationsLock";

    /// <exception cref="StartupException">A migration failed. The store is unchanged.</exception>
    public static void Apply(SqliteConnection store, IReadOnlyList<string> pending)
    {
        var scripts = Scripts(store, pending);

        // EF turns foreign keys off to rebuild a table, which has no effect inside a transaction.
        var rebuilds = scripts.Any(s => s.Script.Contains("PRAGMA foreign_keys", StringComparison.Ordinal));
        store.Execute($"PRAGMA foreign_keys = {(rebuilds ? 0 : 1)}");
        using var transaction = store.BeginTransaction();
        foreach (var (id, script) in scripts) Apply(store, id, script);
        if (rebuilds && store.Rows("PRAGMA foreign_key_check", row => row.GetString(0)) is [var table, ..])
            throw Failed(store, pending[^1], $"rows of {table} would refer to rows that do not exist");

        transaction.Commit();
    }

    /// <summary>Removes the lock of an older version that was killed while it migrated.</summary>
    public static bool RemoveStaleLock(SqliteConnection store)
    {
        if (!store.HasTable(Lock) || store.Rows($"SELECT 1 FROM \"{Lock}\"", row => row.GetInt64(0)).Count == 0) return false;
        store.Execute($"DELETE FROM \"{Lock}\"");
        return true;
    }

    private static List<(string Id, string Script)> Scripts(SqliteConnection store, IReadOnlyList<string> pending)
    {
        using var db = OperatorStore.Open(store.DataSource);
        var migrator = db.GetService<IMigrator>();
        var before = StoreVersion.Known.Prepend(Migration.InitialDatabase).Zip(StoreVersion.Known, (last, id) => (id, last))
            .ToDictionary(pair => pair.id, pair => pair.last);
        return [.. pending.Select(id => (id, migrator.GenerateScript(before[id], id, MigrationsSqlGenerationOptions.NoTransactions)))];
    }

    private static void Apply(SqliteConnection store, string id, string script)
    {
        try
        {
            store.Execute(script);
        }
        catch (SqliteException failure)
            when (failure.SqliteErrorCode is not (SqliteErrors.Full or SqliteErrors.Busy or SqliteErrors.Interrupted))
        {
            throw Failed(store, id, failure.Message.TrimEnd('.'), failure);
        }
    }

    private static StartupException Failed(SqliteConnection store, string id, string reason, Exception? cause = null) => new(
        $"The store {store.DataSource} could not be upgraded: {id} failed ({reason}). "
        + "The store was not changed. Start the version that last used it, and report this failure.", cause!);
}
