using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChatAi.Infrastructure.Import;

/// <summary>
/// What has been imported, and as what. A second import finds it here also when it has been renamed or deleted since, and leaves it as it
/// is. The table is made by the first import: a portal that began here has no use for it.
/// </summary>
internal sealed class ImportedRecords
{
    private readonly Dictionary<Guid, Guid> _here = [];
    private readonly HashSet<Guid> _used = [];
    private readonly SqliteCommand _insert;

    private ImportedRecords(SqliteCommand insert) => _insert = insert;

    /// <summary>Within the transaction of the import, which it is part of.</summary>
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
        while (await rows.ReadAsync(cancellationToken)) records.Take(rows.GetGuid(0), rows.GetGuid(1));
        return records;
    }

    /// <returns>What it has become; null when it has not been imported.</returns>
    public Guid? Here(Guid legacy) => _here.TryGetValue(legacy, out var here) ? here : null;

    /// <summary>Whether something imported has this id here.</summary>
    public bool IsUsed(Guid here) => _used.Contains(here);

    public void Add(Guid legacy, Guid here)
    {
        Take(legacy, here);
        _insert.Parameters["@legacy"].Value = legacy;
        _insert.Parameters["@here"].Value = here;
        _insert.ExecuteNonQuery();
    }

    private void Take(Guid legacy, Guid here)
    {
        _here.Add(legacy, here);
        _used.Add(here);
    }
}
