using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The active parts of a store: triggers, views and virtual tables. All of them come from migrations.</summary>
internal static class StoreSchema
{
    private const int MaxNameLength = 60;

    private const string Code =
        """
        SELECT "type" || ' ' || "name", "sql" FROM "sqlite_master"
        WHERE "type" IN ('trigger', 'view') OR ("type" = 'table' AND "sql" LIKE 'CREATE VIRTUAL %')
        """;

    /// <returns>The first that is unknown, changed or missing: <c>trigger "Name"</c>.</returns>
    public static string? FirstDifference(SqliteConnection store)
    {
        using var expected = SqliteFile.Open(":memory:", SqliteOpenMode.Memory);
        StoreMigration.Apply(expected, StoreVersion.Applied(store));
        var known = CodeOf(expected);
        var found = CodeOf(store);
        var different = found.Except(known).Concat(known.Except(found)).FirstOrDefault();
        return different.Name is { } name ? OneLine.Of(name, MaxNameLength) : null;
    }

    private static HashSet<(string Name, string Sql)> CodeOf(SqliteConnection store) =>
        [.. store.Rows(Code, row => (row.GetString(0), row.GetString(1)))];
}
