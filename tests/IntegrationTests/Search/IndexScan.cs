using ChatAi.Domain.Search;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace ChatAi.IntegrationTests.Search;

/// <summary>Compares the search index with what a scan of all texts finds.</summary>
internal static class IndexScan
{
    private const string Texts =
        """
        SELECT 0 AS "Kind", c."Id" AS "Source", 0 AS "Unit", c."OwnerId" AS "Owner", c."Title" AS "Text" FROM "Chats" c
        UNION ALL
        SELECT 1, m."Id", 0, c."OwnerId",
            (SELECT group_concat(x, char(10)) FROM (
                SELECT CASE p."Kind" WHEN 1 THEN p."Text" ELSE json_extract(p."Data", '$.name') END AS x
                FROM "MessageParts" p WHERE p."MessageId" = m."Id" AND p."Kind" IN (1, 2) ORDER BY p."Index"))
        FROM "Messages" m JOIN "Chats" c ON c."Id" = m."ChatId"
        UNION ALL
        SELECT 2, t."FileId", t."Unit", f."OwnerId", t."Text" FROM "FileTexts" t JOIN "Files" f ON f."Id" = t."FileId"
            JOIN "Users" u ON u."Id" = f."OwnerId"
        """;

    // A word of a document at a place; the owner's number is above bit 40. Files of a deleted account go a little later than it.
    private const string Entries =
        """
        SELECT d."SourceId", d."Unit", o."UserId", d."Kind", v.offset, v.term, v.col
        FROM temp.entries v JOIN "SearchDocuments" d ON d."Row" = v.doc JOIN "SearchOwners" o ON o."Number" = v.doc >> 40
        """;

    /// <summary>Waits until the index has caught up, and compares.</summary>
    public static async Task ShouldBeIndexedAsync(this Portal portal)
    {
        await portal.IndexedAsync();
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            await db.Database.OpenConnectionAsync();
            ShouldEqualScan((SqliteConnection)db.Database.GetDbConnection());
            return true;
        });
    }

    public static Task IndexedAsync(this Portal portal) => Eventually.HoldsAsync(async () => (await portal.InScopeAsync(services =>
        services.GetRequiredService<ApplicationDbContext>().Database.SqlQueryRaw<int>(
            """SELECT (SELECT count(*) FROM "SearchAdditions") + (SELECT count(*) FROM "SearchRemovals") AS "Value" """)
            .SingleAsync())).ShouldBe(0));

    public static void ShouldEqualScan(SqliteConnection store)
    {
        Execute(store, """CREATE VIRTUAL TABLE temp.entries USING fts5vocab("main", "SearchIndex", "instance")""");
        try
        {
            var expected = Rows(store, Texts).SelectMany(row => WordsOf(row[4]).Select((word, place) =>
                $"{row[1]}/{row[2]} {row[3]} {row[0]} {place} {word}"));
            var actual = Rows(store, Entries).Select(row => $"{row[0]}/{row[1]} {row[2]} {row[3]} {row[4]} {row[5]}");
            Rows(store, Entries).ShouldAllBe(row => (row[6] == "Title") == (row[3] == "0"));
            actual.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
            var documents = Rows(store, """SELECT count(*) FROM "SearchDocuments" """)[0][0];
            Rows(store, "SELECT count(DISTINCT doc) FROM temp.entries")[0][0].ShouldBe(documents, "each has words");

            // Also compares the index of prefixes with that of words.
            Execute(store, """INSERT INTO "SearchIndex" ("SearchIndex") VALUES ('integrity-check')""");
        }
        finally
        {
            Execute(store, "DROP TABLE temp.entries");
        }
    }

    private static string[] WordsOf(string text) => SearchTokens.ToIndexText(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Execute(SqliteConnection store, string sql)
    {
        using var command = store.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string[]> Rows(SqliteConnection store, string sql)
    {
        using var command = store.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i))!)]);
        return rows;
    }
}
