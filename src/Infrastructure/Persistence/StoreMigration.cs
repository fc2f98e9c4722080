using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>
/// Applies the migrations that a store lacks, all in one transaction: a process that is killed leaves the store as it was.
/// <c>MigrateAsync</c> would first commit a row to <c>__EFMigrationsLock</c>, which a killed process leaves behind and every later one
/// waits for without end, and it commits in the middle of a migration that rebuilds a table. The lock of the data directory already
/// keeps other processes away.
/// </summary>
internal static class StoreMigration
{
    private const string Lock = "__EFMigrationsLock";

    /// <exception cref="StartupException">A migration failed. The store is as it was.</exception>
    public static void Apply(SqliteConnection store, IReadOnlyList<string> pending)
    {
        var scripts = Scripts(store, pending);

        // EF switches foreign keys off to rebuild a table. Inside of a transaction that has no effect, so it is done here.
        var rebuilds = scripts.Any(s => s.Script.Contains("PRAGMA foreign_keys", StringComparison.Ordinal));
        store.Execute($"PRAGMA foreign_keys = {(rebuilds ? 0 : 1)}");
        using var transaction = store.BeginTransaction();
        foreach (var (id, script) in scripts) Apply(store, id, script);
        if (rebuilds && store.Rows("PRAGMA foreign_key_check", row => row.GetString(0)) is [var table, ..])
            throw Failed(store, pending[^1], $"rows of {table} would refer to rows that do not exist");

        transaction.Commit();
    }

    /// <summary>An earlier version that was killed while it migrated has left the row that it and EF's tools would wait for.</summary>
    /// <returns>Whether there was one.</returns>
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
        $"The store {store.DataSource} cannot be brought to this version: {id} failed ({reason}). "
        + "The store is as it was. Start the version that last used it, and report this failure.", cause!);
}
