using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChatAi.Infrastructure.Import;

/// <summary>What imported items became, so that a second import skips those that were renamed or deleted.</summary>
internal sealed class ImportedRecords
{
    private readonly Dictionary<Guid, Guid> _ids = [];
    private readonly HashSet<Guid> _used = [];
    private readonly SqliteCommand _insert;

    private ImportedRecords(SqliteCommand insert) => _insert = insert;

    public static async Task<ImportedRecords> OpenAsync(ApplicationDbContext db, CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        await using var create = connection.CreateCommand();
        create.Transaction = transaction;
        create.CommandText =
            """CREATE TABLE IF NOT EXISTS "ImportedRecords" ("Legacy" TEXT PRIMARY KEY, "Here" TEXT NOT NULL) WITHOUT ROWID""";
        await create.ExecuteNonQueryAsync(cancellationToken);

        var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """INSERT INTO "ImportedRecords" VALUES (@legacy, @here)""";
        insert.Parameters.Add("@legacy", SqliteType.Text);
        insert.Parameters.Add("@here", SqliteType.Text);
        var records = new ImportedRecords(insert);

        await using var select = connection.CreateCommand();
        select.Transaction = transaction;
        select.CommandText = """SELECT "Legacy", "Here" FROM "ImportedRecords" """;
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) records.Remember(rows.GetGuid(0), rows.GetGuid(1));
        return records;
    }

    /// <returns>The id that it got here; null if it was not imported.</returns>
    public Guid? IdOf(Guid legacy) => _ids.TryGetValue(legacy, out var id) ? id : null;

    public bool IsUsed(Guid here) => _used.Contains(here);

    public void Add(Guid legacy, Guid here)
    {
        Remember(legacy, here);
        _insert.Parameters["@legacy"].Value = legacy;
        _insert.Parameters["@here"].Value = here;
        _insert.ExecuteNonQuery();
    }

    private void Remember(Guid legacy, Guid here)
    {
        _ids.Add(legacy, here);
        _used.Add(here);
    }
}
