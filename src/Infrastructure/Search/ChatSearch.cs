using ChatAi.Application.Search;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Search;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Search;

internal sealed class ChatSearch(ApplicationDbContext db, SearchIndexer indexer) : IChatSearch
{
    // CROSS JOIN makes SQLite begin with the index, which has the order.
    private const string Documents =
        """
        SELECT d."Row", d."Kind", d."SourceId", d."Unit"
        FROM "SearchIndex" CROSS JOIN "SearchDocuments" d ON d."Row" = "SearchIndex".rowid
            LEFT JOIN "Messages" m ON d."Kind" = 1 AND m."Id" = d."SourceId"
        WHERE "SearchIndex" MATCH $match AND "SearchIndex".rowid BETWEEN $first AND $last AND CASE d."Kind"
            WHEN 1 THEN m."Id" IS NOT NULL AND m."DeletedAt" IS NULL AND ($model IS NULL OR m."Model" LIKE $model ESCAPE '\')
            WHEN 0 THEN $model IS NULL
            ELSE $model IS NULL AND EXISTS (
                SELECT 1 FROM "MessageParts" p JOIN "Messages" n ON n."Id" = p."MessageId"
                WHERE p."FileId" = d."SourceId" AND n."DeletedAt" IS NULL) END
        ORDER BY "SearchIndex".rowid DESC
        """;

    public SearchProgress? Progress => indexer.Progress;

    public async Task<IReadOnlyList<SearchDocumentKey>> FindAsync(
        UserId owner, SearchQuery query, SearchRange range, int max, CancellationToken cancellationToken)
    {
        if (query.IsEmpty) return [];
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var store = (SqliteConnection)db.Database.GetDbConnection();
            return NumberOf(store, owner) is { } number ? Find(store, query, SearchRow.Range(number, range), max, cancellationToken) : [];
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static long? NumberOf(SqliteConnection store, UserId owner)
    {
        using var select = store.CreateCommand();
        select.CommandText = """SELECT "Number" FROM "SearchOwners" WHERE "UserId" = $user""";
        select.Parameters.AddWithValue("$user", owner.Value);
        return (long?)select.ExecuteScalar();
    }

    private static List<SearchDocumentKey> Find(
        SqliteConnection store, SearchQuery query, (long First, long Last) rows, int max, CancellationToken cancellationToken)
    {
        using var select = store.CreateCommand();
        select.CommandText = Documents;
        select.Parameters.AddWithValue("$match", SearchMatch.Of(query));
        select.Parameters.AddWithValue("$first", rows.First);
        select.Parameters.AddWithValue("$last", rows.Last);
        select.Parameters.AddWithValue("$model", query.Model is { } model ? StartsWith(model) : DBNull.Value);
        using var found = select.ExecuteReader();
        var documents = new List<SearchDocumentKey>();
        var sources = new HashSet<(SearchSource, Guid)>();
        while (documents.Count < max && found.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (source, id) = ((SearchSource)found.GetInt32(1), found.GetGuid(2));
            if (!sources.Add((source, id))) continue;
            documents.Add(new SearchDocumentKey(SearchRow.SlotOf(found.GetInt64(0)), source, id, found.GetInt32(3)));
        }

        return documents;
    }

    private static string StartsWith(string model) =>
        model.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
